import { useRef, useState } from "react";
import { joinClasses } from "#kernel/class-names";
import { m } from "#messages";
import { preloadDialog } from "#ui/Dialog";
import { Icon } from "#ui/Icon";
import {
  addLanguage,
  isFull,
  MOST_LANGUAGES,
  removeLanguage,
  setLevel,
  type Languages,
  type Side,
} from "./edit-languages.ts";
import { LanguageDialog } from "./LanguageDialog.tsx";
import { LanguageRow } from "./LanguageRow.tsx";

type LanguageListProps = {
  side: Side;
  languages: Languages;
  /** The last language has to stay, so that partners can still be found. */
  keepsOne: boolean;
  onChange: (languages: Languages) => void;
};

/** The languages of one side: taught or learned. */
export function LanguageList({ side, languages, keepsOne, onChange }: LanguageListProps) {
  const [openCode, setOpenCode] = useState<string | null>(null);
  const [newCode, setNewCode] = useState<string | null>(null);
  const [isChoosing, setIsChoosing] = useState(false);
  const addButton = useRef<HTMLButtonElement>(null);
  const entries = languages[side];
  const full = isFull(languages, side);

  function add(code: string) {
    setIsChoosing(false);
    setNewCode(code);
    setOpenCode(code);
    onChange(addLanguage(languages, side, code));
  }

  function remove(code: string) {
    onChange(removeLanguage(languages, side, code));
    addButton.current?.focus();
  }

  return (
    <section aria-label={side === "speaks" ? m.profiles_teach() : m.profiles_learn()}>
      <h2
        data-ink={side === "speaks" ? "teach" : "learn"}
        className="flex items-center gap-2.5 pt-5 pb-2 text-base leading-[1.375rem] font-semibold"
      >
        <i
          aria-hidden="true"
          className={joinClasses(
            "size-3.5 rounded-[7px] bg-ink-solid",
            side === "speaks" ? "rounded-ee-[2px]" : "rounded-es-[2px]",
          )}
        />
        {side === "speaks" ? m.profiles_teach() : m.profiles_learn()}
      </h2>
      {entries.length > 0 && (
        <ul className="rounded-lg bg-surface ring-1 ring-border">
          {entries.map(({ code, level }) => (
            <LanguageRow
              key={code}
              side={side}
              code={code}
              level={level}
              isOpen={code === openCode}
              isNew={code === newCode}
              onToggle={() => {
                setNewCode(null);
                setOpenCode(code === openCode ? null : code);
              }}
              onRemove={keepsOne && entries.length === 1 ? null : () => remove(code)}
              onLevelChange={(next) => onChange(setLevel(languages, { side, code, level: next }))}
            />
          ))}
        </ul>
      )}
      <button
        ref={addButton}
        type="button"
        aria-disabled={full}
        onPointerEnter={preloadDialog}
        onFocus={preloadDialog}
        onClick={() => !full && setIsChoosing(true)}
        className="hit mt-1 inline-flex min-h-9 items-center gap-2 px-2 text-start font-medium text-fg-muted hover:text-fg aria-disabled:cursor-not-allowed aria-disabled:hover:text-fg-muted"
      >
        {full ? (
          m.profiles_languages_full({ most: MOST_LANGUAGES })
        ) : (
          <>
            <Icon name="plus" size={18} />
            {side === "speaks" ? m.profiles_add_spoken() : m.profiles_add_learned()}
          </>
        )}
      </button>
      <LanguageDialog
        open={isChoosing}
        side={side}
        languages={languages}
        onChoose={add}
        onClose={() => setIsChoosing(false)}
      />
    </section>
  );
}
