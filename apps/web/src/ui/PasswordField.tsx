import { useState } from "react";
import { m } from "#messages";
import { TextField, type TextFieldProps } from "./TextField.tsx";

type PasswordFieldProps = Omit<TextFieldProps, "type" | "trailing" | "icon" | "autoComplete"> & {
  autoComplete: "current-password" | "new-password";
};

export function PasswordField(props: PasswordFieldProps) {
  const [shown, setShown] = useState(false);
  return (
    <TextField
      spellCheck={false}
      autoCapitalize="off"
      {...props}
      type={shown ? "text" : "password"}
      dir="ltr"
      trailing={
        <button
          type="button"
          aria-pressed={shown}
          aria-label={m.ui_show_password_label()}
          onClick={() => setShown(!shown)}
          className="hit flex-none text-sm font-medium text-fg-muted hover:text-fg"
        >
          {shown ? m.ui_hide_password() : m.ui_show_password()}
        </button>
      }
    />
  );
}
