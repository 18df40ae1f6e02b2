import { useState, type FormEvent } from "react";
import { faultsByField, hasCode } from "#kernel/api-error";
import { describeProblem } from "#kernel/problem-text";
import { queryClient } from "#kernel/query";
import { useMe } from "#kernel/session";
import { showToast } from "#kernel/toasts";
import { m } from "#messages";
import { Banner } from "#ui/Banner";
import { Button } from "#ui/Button";
import { PasswordField } from "#ui/PasswordField";
import { changePassword } from "./account-api.ts";

const SHORTEST = 8;

/** Replaces the password; asks for the one there is. */
export function PasswordForm() {
  const { email } = useMe();
  const [current, setCurrent] = useState("");
  const [password, setPassword] = useState("");
  const [isSaving, setIsSaving] = useState(false);
  const [error, setError] = useState<unknown>(null);
  const [isTooShort, setIsTooShort] = useState(false);
  const isWrong = hasCode(error, "WRONG_CREDENTIALS");
  const fault = isTooShort
    ? m.profiles_password_short()
    : faultsByField(error)["password"]?.message;

  async function submit(event: FormEvent) {
    event.preventDefault();
    if (isSaving) return;
    setError(null);
    setIsTooShort(password.length < SHORTEST);
    if (password.length < SHORTEST || current === "") return;
    setIsSaving(true);
    try {
      await changePassword({ current, password });
      setCurrent("");
      setPassword("");
      showToast({ tone: "success", text: m.profiles_password_changed() });
      await queryClient.invalidateQueries({ queryKey: ["devices"] });
    } catch (problem) {
      setError(problem);
    } finally {
      setIsSaving(false);
    }
  }

  return (
    <form
      noValidate
      onSubmit={(event) => void submit(event)}
      className="grid grid-cols-[minmax(0,1fr)] gap-3.5 pt-5"
    >
      <h3 className="text-base leading-[1.375rem] font-semibold">{m.profiles_change_password()}</h3>
      <input type="email" name="email" autoComplete="username" value={email} readOnly hidden />
      <PasswordField
        label={m.profiles_current_password()}
        name="current"
        autoComplete="current-password"
        value={current}
        onValueChange={setCurrent}
        error={isWrong ? m.profiles_password_wrong() : null}
      />
      <PasswordField
        label={m.profiles_new_password()}
        name="password"
        autoComplete="new-password"
        value={password}
        onValueChange={(typed) => {
          setPassword(typed);
          setIsTooShort(false);
        }}
        error={fault ?? null}
        hint={m.profiles_password_hint()}
      />
      {error !== null && !isWrong && fault === undefined && (
        <Banner tone="error">{describeProblem(error)}</Banner>
      )}
      <Button
        type="submit"
        className="justify-self-start"
        disabled={current === "" || password === ""}
        loading={isSaving}
        loadingLabel={m.profiles_changing_password()}
      >
        {m.profiles_change_password()}
      </Button>
    </form>
  );
}
