import { LONGEST_BODY } from "@parley/protocol/messages";
import { countScalars } from "@parley/protocol/text";
import { useEffect, useRef, type KeyboardEvent, type ReactNode } from "react";
import { joinClasses } from "#kernel/class-names";
import { isTouchScreen } from "#kernel/touch-screen";
import { m } from "#messages";
import { Icon } from "#ui/Icon";
import { readComposerKey } from "./composer-keys.ts";

type ComposerBoxProps = {
  label: string;
  placeholder: string;
  sendLabel: string;
  text: string;
  lang: string | null;
  isEditing?: boolean;
  /** What stands above the text, such as the message being edited. */
  above?: ReactNode;
  chooser: ReactNode;
  onText: (text: string) => void;
  onSubmit: () => void;
  onEditLast?: () => void;
  onCancel?: () => void;
};

const TELL_FROM = LONGEST_BODY - 500;

/** The field that messages are written in; it grows with its text. */
export function ComposerBox(props: ComposerBoxProps) {
  const { text, isEditing = false } = props;
  const field = useRef<HTMLTextAreaElement>(null);
  const wasFocused = useRef(false);
  const length = text.length > TELL_FROM ? countScalars(text) : text.length;
  const canSend = text.trim() !== "" && length <= LONGEST_BODY;

  // Once: a page that comes to light again from under a call leaves the focus where the call gives it.
  useEffect(() => {
    if (wasFocused.current) return;
    wasFocused.current = true;
    if (isEditing || !isTouchScreen()) field.current?.focus({ preventScroll: true });
    const end = field.current?.value.length ?? 0;
    field.current?.setSelectionRange(end, end);
  }, [isEditing]);

  function submit() {
    if (canSend) props.onSubmit();
    field.current?.focus({ preventScroll: true });
  }

  function handleKeyDown(event: KeyboardEvent<HTMLTextAreaElement>) {
    const act = readComposerKey(event.nativeEvent, {
      isTouch: isTouchScreen(),
      isEmpty: text === "",
      isEditing,
    });
    if (act === null) return;
    event.preventDefault();
    if (act === "send") submit();
    if (act === "editLast") props.onEditLast?.();
    if (act === "cancelEdit") props.onCancel?.();
  }

  return (
    <div className="rounded-[22px] border border-border bg-surface shadow-rest transition-shadow duration-(--dur-fast) focus-within:border-border-strong focus-within:shadow-float sm:rounded-[18px]">
      {props.above}
      <div className="grid grid-cols-[auto_minmax(0,1fr)_auto] items-end p-1 sm:grid-cols-[minmax(0,1fr)_auto] sm:p-1.5">
        <div className="grid min-w-0 text-base leading-[1.375rem] pointer-coarse:text-[1rem]">
          <div
            aria-hidden="true"
            className="invisible col-start-1 row-start-1 max-h-[40dvh] min-w-0 overflow-hidden px-2 py-[7px] wrap-anywhere whitespace-pre-wrap"
          >
            {`${text === "" ? props.placeholder : text}\u200b`}
          </div>
          <textarea
            ref={field}
            data-composer
            rows={1}
            dir="auto"
            lang={text === "" ? undefined : (props.lang ?? undefined)}
            aria-label={props.label}
            aria-invalid={length > LONGEST_BODY || undefined}
            placeholder={props.placeholder}
            value={text}
            onChange={(event) => props.onText(event.currentTarget.value)}
            onKeyDown={handleKeyDown}
            enterKeyHint={isTouchScreen() ? "enter" : "send"}
            className="col-start-1 row-start-1 max-h-[40dvh] min-w-0 resize-none overflow-y-auto bg-transparent px-2 py-[7px] wrap-anywhere outline-none"
          />
        </div>
        <button
          type="button"
          aria-label={props.sendLabel}
          disabled={!canSend}
          onMouseDown={(event) => event.preventDefault()}
          onClick={submit}
          className={joinClasses(
            "hit ms-1 grid size-9 flex-none place-items-center rounded-full transition-colors duration-(--dur-fast) sm:size-[38px] sm:rounded-[12px]",
            "bg-primary text-on-primary hover:bg-primary-hover active:scale-[.98] disabled:bg-active disabled:text-fg-disabled",
          )}
        >
          <Icon name={isEditing ? "check" : "arrow-up"} size={21} />
        </button>
        <div className="flex h-9 items-center ps-2 max-sm:order-first sm:col-span-2 sm:-mx-1.5 sm:mt-1.5 sm:-mb-1.5 sm:h-auto sm:min-h-9 sm:gap-3 sm:border-t sm:border-border-soft sm:py-[7px] sm:ps-3.5 sm:pe-3">
          {props.chooser}
          <LengthNote length={length} className="ms-auto max-sm:hidden" />
        </div>
      </div>
      <LengthNote length={length} className="block px-4 pb-2 sm:hidden" />
    </div>
  );
}

type LengthNoteProps = { length: number; className: string };

/** Tells how much room is left, once it is little. */
function LengthNote({ length, className }: LengthNoteProps) {
  if (length <= TELL_FROM) return null;
  const isOver = length > LONGEST_BODY;
  return (
    <span
      role="status"
      className={joinClasses(
        "text-xs leading-4 tabular-nums",
        isOver ? "font-medium text-danger" : "text-fg-subtle",
        className,
      )}
    >
      {isOver
        ? m.messages_too_long({ count: length - LONGEST_BODY })
        : m.messages_room_left({ count: LONGEST_BODY - length })}
    </span>
  );
}
