import { expect, test } from "vitest";
import { ApiError } from "#kernel/api-error";
import { describeFaults, requireAll } from "./faults.ts";

function refusalOf(check: () => void): unknown {
  try {
    check();
    return null;
  } catch (error) {
    return error;
  }
}

function refused(...faults: { path: string; code: string; message: string }[]): ApiError {
  return new ApiError({ code: "VALIDATION", message: "", status: 400, errors: faults });
}

test("every empty field has its sentence, before the server is asked", () => {
  const entered = { name: " ", email: "", password: "" };
  const error = refusalOf(() => requireAll(entered));
  expect(describeFaults(error, entered)).toEqual({
    name: "Tell us your name.",
    email: "Tell us your email.",
    password: "Type your password.",
  });
});

test("a form that is filled in passes", () => {
  const entered = { email: "nora@brandt.example", password: "x" };
  expect(refusalOf(() => requireAll(entered))).toBeNull();
  expect(describeFaults(null, entered)).toEqual({});
});

test("what the server finds wrong is said in our words where we have some, else in the server's", () => {
  const error = refused(
    { path: "email", code: "custom", message: "This is not an e-mail address." },
    { path: "password", code: "custom", message: "Use at least 8 characters." },
    { path: "name", code: "custom", message: "Name holds characters that are not allowed." },
  );
  expect(describeFaults(error, { name: "No\u202Era", email: "nora@", password: "short" })).toEqual({
    email: "This is not an email address.",
    password: "Use eight characters or more.",
    name: "Name holds characters that are not allowed.",
  });
});
