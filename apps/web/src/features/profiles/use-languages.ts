import { useMe } from "#kernel/session";
import type { Languages } from "./edit-languages.ts";
import { saveMe } from "./save-me.ts";
import { useKept, type Kept } from "./use-kept.ts";

/** One's own languages, kept with every change. */
export function useLanguages(): Kept<Languages> {
  const { speaks, learns } = useMe();
  return useKept<Languages>({ speaks, learns }, (languages) =>
    saveMe({ speaks: [...languages.speaks], learns: [...languages.learns] }),
  );
}
