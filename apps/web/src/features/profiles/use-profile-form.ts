import { useState } from "react";
import { useMe } from "#kernel/session";
import { changesOf, findFaults, readFaults, type ProfileFields } from "./profile-form.ts";
import { saveMe } from "./save-me.ts";

/** What is typed stands before what the account says, field by field, until it is kept. */
export function useProfileForm() {
  const { name, username, bio, place, timeZone } = useMe();
  const account: ProfileFields = { name, username, bio, place, timeZone };
  const [draft, setDraft] = useState<Partial<ProfileFields>>({});
  const [state, setState] = useState<"still" | "saving" | "saved">("still");
  const [error, setError] = useState<unknown>(null);
  const changes = changesOf(draft, account);
  const typedFaults = findFaults(changes);

  async function save() {
    if (state === "saving" || Object.keys(typedFaults).length > 0) return;
    setState("saving");
    setError(null);
    try {
      await saveMe(changes);
      // What was typed while it was being kept stays.
      setDraft((typed) => changesOf(typed, { ...account, ...changes }));
      setState("saved");
    } catch (problem) {
      setError(problem);
      setState("still");
    }
  }

  return {
    fields: { ...account, ...draft },
    faults: { ...readFaults(error), ...typedFaults },
    error,
    state,
    isDirty: Object.keys(changes).length > 0,
    change(part: Partial<ProfileFields>) {
      setDraft((typed) => ({ ...typed, ...part }));
      setError(null);
    },
    save: () => void save(),
    undo() {
      setDraft({});
      setError(null);
    },
  };
}
