import { useEffect, useId, useRef } from "react";
import { languageName } from "#kernel/languages";
import { m } from "#messages";
import { Icon } from "#ui/Icon";
import { IconButton } from "#ui/IconButton";
import { LanguageBadge } from "#ui/LanguageBadge";
import { LevelDots } from "#ui/LevelDots";
import type { Level, Side } from "./edit-languages.ts";
import { ownLanguageName } from "./language-list.ts";
import { levelName } from "./level-sentences.ts";
import { LevelPicker } from "./LevelPicker.tsx";

type LanguageRowProps = {
  side: Side;
  code: string;
  level: Level;
  isOpen: boolean;
  /** Just added: the focus goes to its level. */
  isNew: boolean;
  /** Null where the last language has to stay. */
  onRemove: (() => void) | null;
  onToggle: () => void;
  onLevelChange: (level: Level) => void;
};

/** One language; opened, its level can be set and it can be taken away. */
export function LanguageRow(props: LanguageRowProps) {
  const { side, code, level, isOpen, isNew, onRemove, onToggle, onLevelChange } = props;
  const panelId = useId();
  const chosen = useRef<HTMLInputElement>(null);
  const name = languageName(code);
  const ownName = ownLanguageName(code);
  const ink = side === "speaks" ? "teach" : "learn";

  useEffect(() => {
    if (isNew) chosen.current?.focus();
  }, [isNew]);

  return (
    <li data-ink={ink} className="not-first:border-t not-first:border-border-soft">
      <div className="flex items-center pe-2">
        <button
          type="button"
          aria-expanded={isOpen}
          aria-controls={isOpen ? panelId : undefined}
          onClick={onToggle}
          className="flex min-h-13 min-w-0 flex-1 flex-wrap items-center gap-x-3.25 gap-y-1 rounded-lg py-2 ps-4 text-start outline-offset-[-3px]"
        >
          <LanguageBadge code={code} ink={ink} />
          <span className="flex min-w-0 flex-1 basis-20 flex-wrap items-baseline gap-x-2.5">
            <b className="text-base font-medium wrap-anywhere">{name}</b>
            {ownName !== null && ownName !== name && (
              <bdi lang={code} className="text-sm text-fg-subtle">
                {ownName}
              </bdi>
            )}
          </span>
          {(!isOpen || onRemove === null) && (
            <span className="ms-auto flex flex-none items-center gap-3.25">
              {!isOpen && <LevelNote level={level} ink={ink} />}
              <span className="grid size-9 place-items-center text-fg-muted">
                <Icon name={isOpen ? "chevron-up" : "chevron-down"} size={18} />
              </span>
            </span>
          )}
        </button>
        {isOpen && onRemove !== null && (
          <IconButton
            label={m.profiles_remove_language({ name })}
            icon="x"
            iconSize={18}
            onClick={onRemove}
          />
        )}
      </div>
      {isOpen && (
        <div id={panelId} className="px-4 pt-1 pb-4">
          <LevelPicker {...{ side, name, level, onLevelChange, chosen }} />
        </div>
      )}
    </li>
  );
}

type LevelNoteProps = { level: Level; ink: "learn" | "teach" };

function LevelNote({ level, ink }: LevelNoteProps) {
  return (
    <span className="inline-flex flex-none items-center gap-[9px] text-md leading-none font-semibold text-ink">
      {level !== "native" && <LevelDots level={level} ink={ink} />}
      <span aria-hidden={level !== "native"} className={level === "native" ? "" : "w-5"}>
        {levelName(level)}
      </span>
    </span>
  );
}
