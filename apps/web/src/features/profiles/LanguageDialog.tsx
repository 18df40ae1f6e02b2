import { useCallback } from "react";
import { m } from "#messages";
import { ChooserDialog } from "./ChooserDialog.tsx";
import { sideOf, type Languages, type Side } from "./edit-languages.ts";
import { findLanguages } from "./language-choices.ts";
import type { Choice } from "./use-chooser.ts";

type LanguageDialogProps = {
  open: boolean;
  side: Side;
  languages: Languages;
  onChoose: (code: string) => void;
  onClose: () => void;
};

/** All languages to choose from; those that stand in a list already say so. */
export function LanguageDialog({ open, side, languages, onChoose, onClose }: LanguageDialogProps) {
  const find = useCallback(
    (query: string): Choice[] =>
      findLanguages(query).map(({ code, name, ownName }) => ({
        id: code,
        label: name,
        detail: ownName ?? undefined,
        lang: code,
        reason: describeSide(sideOf(languages, code)),
      })),
    [languages],
  );
  return (
    <ChooserDialog
      open={open}
      onClose={onClose}
      title={side === "speaks" ? m.profiles_add_spoken() : m.profiles_add_learned()}
      searchLabel={m.profiles_search_language()}
      find={find}
      onChoose={onChoose}
    />
  );
}

function describeSide(side: Side | null): string | undefined {
  if (side === null) return undefined;
  return side === "speaks" ? m.profiles_spoken_already() : m.profiles_learned_already();
}
