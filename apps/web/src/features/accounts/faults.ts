import type { FieldError } from "@parley/protocol/errors";
import { m } from "#messages";
import { ApiError, faultsByField } from "#kernel/api-error";

type Entered = Record<string, string>;

/** Refuses a form with an empty field before the server is asked; everything else the server knows better. */
export function requireAll(entered: Entered): void {
  const empty = Object.keys(entered).filter((path) => entered[path]?.trim() === "");
  if (empty.length === 0) return;
  const errors = empty.map((path) => ({ path, code: "missing", message: "" }));
  throw new ApiError({ code: "VALIDATION", message: "", status: 400, errors });
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
  if (fault.path === "password" && isEmpty) return m.accounts_fault_password_missing();
  if (fault.path === "password" && value.length < 8) return m.accounts_fault_password_short();
  return fault.message;
}
