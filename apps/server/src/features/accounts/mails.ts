import type { MailMessage } from "#kernel/mail";
import { spaceCode } from "./codes.ts";
import type { Purpose } from "./codes.ts";

/** The code stands alone on its line, its digits together, to be found and copied. */
export function codeMail(to: string, purpose: Purpose, code: string): MailMessage {
  const lines = purpose === "signup" ? signUpLines(code) : resetLines(code);
  return { to, subject: `${spaceCode(code)} is your Parley code`, text: letter(lines) };
}

/** Tells the owner what the sign-up page must not tell: there is an account already. */
export function addressTakenMail(to: string, publicUrl: URL | null): MailMessage {
  return {
    to,
    subject: "You already have a Parley account",
    text: letter([
      "Hello,",
      "",
      "somebody, most likely you, signed up at Parley with this address.",
      "It has an account already, so nothing was changed.",
      "",
      publicUrl ? "Sign in here with the password you chose then:" : "Sign in with the password",
      publicUrl ? publicUrl.origin : "you chose then.",
      "",
      "If it has slipped your mind, choose 'Forgot your password?' there.",
      "",
      "If this was not you, nothing has happened and you need not do anything.",
    ]),
  };
}

function signUpLines(code: string): string[] {
  return [
    "Hello,",
    "",
    "this is the code that confirms your address:",
    "",
    code,
    "",
    "It works once, within ten minutes. If you asked for another one since,",
    "use the newest mail.",
    "",
    "If you did not sign up at Parley, somebody mistyped an address.",
    "Without the code no account is made.",
  ];
}

function resetLines(code: string): string[] {
  return [
    "Hello,",
    "",
    "this is the code for a new password:",
    "",
    code,
    "",
    "It works once, within ten minutes. Whoever has it can choose the password",
    "of your account, so keep it to yourself. Nobody from Parley asks for it.",
    "",
    "If you did not ask for it, your password stays as it is.",
  ];
}

function letter(lines: readonly string[]): string {
  return [...lines, "", "Parley", ""].join("\n");
}
