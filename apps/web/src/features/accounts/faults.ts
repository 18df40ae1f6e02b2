import { toFieldErrors, type FieldError } from "@parley/protocol/errors";
import * as z from "zod/mini";
import { m } from "#messages";
import { ApiError, faultsByField } from "#kernel/api-error";

type Entered = Record<string, string>;

/** What a form would be refused for, found before asking the server. */
export function checkForm(schema: z.ZodMiniType, entered: Entered): void {
  const parsed = z.safeParse(schema, entered);
  if (parsed.success) return;
  const errors = toFieldErrors(parsed.error.issues);
  throw new ApiError({
    code: "VALIDATION",
    message: errors[0]?.message ?? "",
    status: 400,
    errors,
  });
}

/** The sentence under each field of a form that was refused. */
export function describeFaults(error: unknown, entered: Entered): Record<string, string> {
  const sentences: Record<string, string> = {};
  for (const [path, fault] of Object.entries(faultsByField(error))) {
    sentences[path] = describeFault(fault, entered[path] ?? "");
  }
  return sentences;
}

function describeFault(fault: FieldError, value: string): string {
  const isEmpty = value.trim() === "";
  if (fault.path === "email")
    return isEmpty ? m.accounts_fault_email_missing() : m.accounts_fault_email();
  if (fault.path === "name" && isEmpty) return m.accounts_fault_name_missing();
  if (fault.path === "password" && value === "") return m.accounts_fault_password_missing();
  if (fault.path === "password" && value.length < 8) return m.accounts_fault_password_short();
  return fault.message;
}
