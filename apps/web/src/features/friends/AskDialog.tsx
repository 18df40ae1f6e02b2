import type { User } from "@parley/protocol/profiles";
import { countGraphemes } from "@parley/protocol/text";
import { useId, useRef, useState } from "react";
import { faultsByField, hasCode } from "#kernel/api-error";
import { firstNameOf } from "#kernel/first-name";
import { describeProblem } from "#kernel/problem-text";
import { showToast } from "#kernel/toasts";
import { useStoredText } from "#kernel/use-stored-text";
import { m } from "#messages";
import { Button } from "#ui/Button";
import { Dialog } from "#ui/Dialog";
import { Icon } from "#ui/Icon";
import { TextAreaField } from "#ui/TextAreaField";
import { PersonLine } from "./PersonLine.tsx";
import { sendRequest } from "./request-acts.ts";

const LEAST = 10;
const MOST = 300;

type AskDialogProps = { person: User; open: boolean; onClose: () => void };

/** Asks somebody to talk. What is written stays for the next time until it was sent. */
export function AskDialog({ person, open, onClose }: AskDialogProps) {
  const name = firstNameOf(person.name);
  const [note, setNote] = useStoredText(`note:${person.id}`);
  const [fault, setFault] = useState<string | null>(null);
  const [sending, setSending] = useState(false);
  const field = useRef<HTMLTextAreaElement>(null);
  const formId = useId();
  const length = countGraphemes(note.trim());

  async function send() {
    if (sending) return;
    const problem = faultOf(length);
    setFault(problem);
    if (problem !== null) return field.current?.focus();
    setSending(true);
    try {
      await sendRequest(person.id, note.trim());
      setNote("");
      showToast({ tone: "success", text: m.friends_asked({ name }) });
      onClose();
    } catch (error) {
      setFault(describeAskProblem(error, name));
    } finally {
      setSending(false);
    }
  }

  return (
    <Dialog
      open={open}
      onClose={onClose}
      title={m.friends_ask_title({ name })}
      initialFocus={field}
      className="sm:max-w-[560px]"
      footer={
        <div className="flex w-full flex-wrap items-center justify-between gap-x-5 gap-y-3">
          <p className="grid flex-1 basis-52 grid-cols-[15px_1fr] gap-[9px] text-xs leading-4 text-fg-subtle">
            <Icon name="lock" size={15} className="mt-px" />
            {m.friends_ask_who_sees({ name })}
          </p>
          <div className="ms-auto flex flex-none gap-1">
            <Button variant="quiet" onClick={onClose}>
              {m.ui_cancel()}
            </Button>
            <Button
              type="submit"
              form={formId}
              variant="primary"
              loading={sending}
              loadingLabel={m.friends_sending()}
            >
              {m.friends_send()}
            </Button>
          </div>
        </div>
      }
    >
      <PersonLine person={person} />
      <form
        id={formId}
        className="mt-4.5"
        onSubmit={(event) => {
          event.preventDefault();
          void send();
        }}
      >
        <TextAreaField
          ref={field}
          label={m.friends_note()}
          aside={
            <span className="text-xs text-fg-subtle tabular-nums">
              {m.friends_note_length({ count: length, most: MOST })}
            </span>
          }
          value={note}
          onValueChange={(text) => {
            setNote(text);
            if (fault !== null) setFault(null);
          }}
          rows={4}
          error={fault}
          hint={m.friends_note_hint()}
        />
      </form>
    </Dialog>
  );
}

function faultOf(length: number): string | null {
  if (length < LEAST) return m.friends_note_too_short({ least: LEAST });
  return length > MOST ? m.friends_note_too_long({ most: MOST }) : null;
}

function describeAskProblem(error: unknown, name: string): string {
  if (hasCode(error, "REQUEST_EXISTS")) return m.friends_request_exists({ name });
  return faultsByField(error)["message"]?.message ?? describeProblem(error);
}
