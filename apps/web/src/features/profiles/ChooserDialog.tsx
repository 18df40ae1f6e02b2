import { useRef, type RefObject } from "react";
import { joinClasses } from "#kernel/class-names";
import { m } from "#messages";
import { Dialog } from "#ui/Dialog";
import { Icon } from "#ui/Icon";
import { TextField } from "#ui/TextField";
import { useChooser, type Choice } from "./use-chooser.ts";

type ChooserProps = {
  searchLabel: string;
  /** The choices that answer what was typed, the best first. */
  find: (query: string) => readonly Choice[];
  /** What is chosen now. */
  current?: string | null;
  onChoose: (id: string) => void;
};

type ChooserDialogProps = ChooserProps & { open: boolean; onClose: () => void; title: string };

/** A long list to choose one thing from, by typing or by looking. */
export function ChooserDialog({ open, onClose, title, ...chooser }: ChooserDialogProps) {
  const search = useRef<HTMLInputElement>(null);
  return (
    <Dialog
      open={open}
      onClose={onClose}
      title={title}
      initialFocus={search}
      className="h-[85dvh] sm:h-[min(600px,85dvh)]"
    >
      <Chooser {...chooser} search={search} />
    </Dialog>
  );
}

function Chooser({
  searchLabel,
  find,
  current = null,
  onChoose,
  search,
}: ChooserProps & { search: RefObject<HTMLInputElement | null> }) {
  const { query, setQuery, choices, active, setActive, listId, handleKey } = useChooser({
    find,
    current,
    onChoose,
  });
  return (
    <>
      <div className="sticky -top-4 z-(--z-sticky) -mt-4 bg-raised pt-4 pb-2">
        <TextField
          ref={search}
          label={searchLabel}
          labelHidden
          icon="search"
          placeholder={searchLabel}
          role="combobox"
          aria-expanded="true"
          aria-controls={listId}
          aria-autocomplete="list"
          aria-activedescendant={choices[active] && `${listId}-${active}`}
          autoComplete="off"
          spellCheck={false}
          value={query}
          onValueChange={setQuery}
          onKeyDown={handleKey}
        />
      </div>
      <p role="status" className={choices.length === 0 ? "px-3 py-2 text-fg-muted" : "sr-only"}>
        {choices.length === 0 ? m.profiles_none_found() : ""}
      </p>
      <div id={listId} role="listbox" aria-label={searchLabel} className="-mx-2">
        {choices.map((choice, index) => (
          <ChoiceRow
            key={choice.id}
            choice={choice}
            id={`${listId}-${index}`}
            isActive={index === active}
            isCurrent={choice.id === current}
            onPoint={() => setActive(index)}
            onChoose={() => onChoose(choice.id)}
          />
        ))}
      </div>
    </>
  );
}

type ChoiceRowProps = {
  choice: Choice;
  id: string;
  isActive: boolean;
  isCurrent: boolean;
  onPoint: () => void;
  onChoose: () => void;
};

/** The keyboard stays in the search field, which names the row that it stands on. */
function ChoiceRow({ choice, id, isActive, isCurrent, onPoint, onChoose }: ChoiceRowProps) {
  const { label, detail, lang, aside, reason } = choice;

  function choose() {
    if (reason === undefined) onChoose();
  }

  return (
    <div
      id={id}
      role="option"
      tabIndex={-1}
      aria-selected={isCurrent}
      aria-disabled={reason !== undefined}
      onPointerMove={isActive ? undefined : onPoint}
      onClick={choose}
      onKeyDown={(event) => {
        if (event.key === "Enter") choose();
      }}
      className={joinClasses(
        "flex min-h-(--target) cursor-pointer flex-wrap items-center gap-x-2.5 rounded-md px-3 py-1.5 outline-none",
        isActive && "bg-hover contrast:ring-2 contrast:ring-fg",
        reason !== undefined && "cursor-default text-fg-subtle",
      )}
    >
      <span className="font-medium">{label}</span>
      {detail !== undefined && detail !== label && (
        <bdi lang={lang} className="text-sm text-fg-subtle">
          {detail}
        </bdi>
      )}
      <span className="ms-auto flex items-center gap-2 text-sm text-fg-subtle tabular-nums">
        {reason ?? aside}
        {isCurrent && <Icon name="check" size={16} />}
      </span>
    </div>
  );
}
