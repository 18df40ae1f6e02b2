import * as z from "zod/mini";
import { Id, Time } from "./common.ts";
import { Me, Name } from "./profiles.ts";
import { countScalars, isStorableText } from "./text.ts";

const EMAIL =
  /^[^\s\p{Cc}\p{Cf}@<>(),;:"[\]\\]{1,64}@(?:[^\s\p{Cc}\p{Cf}@.<>(),;:"[\]\\_]+\.)+[^\s\p{Cc}\p{Cf}@.<>(),;:"[\]\\_]{2,63}$/u;

/** An address, trimmed and lower-cased: the form in which it is unique. */
export const Email = z.pipe(
  z.string("E-mail address is missing."),
  z.pipe(
    z.transform((value: string) => value.trim().toLowerCase()),
    z.string().check(
      z.minLength(1, "E-mail address is missing."),
      z.maxLength(254, "An e-mail address has at most 254 characters."),
      z.refine(
        (value) => value === "" || (isStorableText(value) && EMAIL.test(value)),
        "This is not an e-mail address.",
      ),
    ),
  ),
);

/** A new password: 8–256 characters, any of them. */
export const NewPassword = z.string("Password is missing.").check(
  z.refine((value) => value.isWellFormed() && !value.includes("\0"), {
    error: "Password holds characters that cannot be typed everywhere.",
  }),
  z.refine((value) => countScalars(value) >= 8, "Use at least 8 characters."),
  z.refine(
    (value) => value.length <= 1024 && countScalars(value) <= 256,
    "Use at most 256 characters.",
  ),
);

const GivenPassword = z
  .string("Password is missing.")
  .check(z.minLength(1, "Password is missing."), z.maxLength(1024, "Use at most 256 characters."));

const Code = z
  .string("The code is missing.")
  .check(z.maxLength(32, "The code has 6 digits, or 8 for a new password."));

export const SignUp = z.object({ name: Name, email: Email, password: NewPassword });
export type SignUp = z.infer<typeof SignUp>;
export const Verify = z.object({ challengeId: Id, code: Code });
export type Verify = z.infer<typeof Verify>;
export const Resend = z.object({ challengeId: Id });
export type Resend = z.infer<typeof Resend>;
export const LogIn = z.object({ email: Email, password: GivenPassword });
export type LogIn = z.infer<typeof LogIn>;
export const Forgot = z.object({ email: Email });
export type Forgot = z.infer<typeof Forgot>;
export const Reset = z.object({ challengeId: Id, code: Code, password: NewPassword });
export type Reset = z.infer<typeof Reset>;
export const ChangePassword = z.object({ current: GivenPassword, password: NewPassword });
export type ChangePassword = z.infer<typeof ChangePassword>;

export const ChallengeAnswer = z.object({ challengeId: Id });
export type ChallengeAnswer = z.infer<typeof ChallengeAnswer>;

/** `expiresAt: null` belongs to a bearer token that does not expire. */
export const Session = z.object({ id: Id, createdAt: Time, expiresAt: z.nullable(Time) });
export type Session = z.infer<typeof Session>;

export const SessionAnswer = z.object({ user: Me, session: Session });
export type SessionAnswer = z.infer<typeof SessionAnswer>;
export const MeAnswer = z.object({ user: Me });
export type MeAnswer = z.infer<typeof MeAnswer>;

/** A signed-in browser: name is browser and system, never a place. */
export const Device = z.object({
  id: Id,
  name: z.string(),
  createdAt: Time,
  lastUsedAt: Time,
  current: z.boolean(),
});
export type Device = z.infer<typeof Device>;

export const Scope = z.enum(["read", "write", "calls"], "A scope is read, write or calls.");
export type Scope = z.infer<typeof Scope>;

export const CreateToken = z.object({
  name: Name,
  scopes: z
    .array(Scope)
    .check(z.minLength(1, "Name at least one scope."), z.maxLength(3, "Name each scope once.")),
  expiresAt: z.optional(z.nullable(Time)),
});
export type CreateToken = z.infer<typeof CreateToken>;
export const CreatedToken = z.object({ id: Id, token: z.string() });
export type CreatedToken = z.infer<typeof CreatedToken>;

/** A bearer token as listed later: the secret itself is shown once. */
export const Token = z.object({
  id: Id,
  name: z.string(),
  scopes: z.array(Scope),
  createdAt: Time,
  lastUsedAt: z.nullable(Time),
  expiresAt: z.nullable(Time),
});
export type Token = z.infer<typeof Token>;
