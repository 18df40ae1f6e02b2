import { expect, test } from "vitest";
import { ApiError } from "#kernel/api-error";
import { describeCodeProblem } from "./describe-code-problem.ts";

function wrongCode(triesLeft: number | null): ApiError {
  return new ApiError({ code: "WRONG_CODE", message: "", status: 400, triesLeft });
}

test("a wrong code says how many tries are left", () => {
  expect(describeCodeProblem(wrongCode(3))).toBe(
    "That code is not right. Use the newest mail; you have three tries left.",
  );
  expect(describeCodeProblem(wrongCode(1))).toContain("one try left");
  expect(describeCodeProblem(wrongCode(0))).toContain("Ask for a new code");
  expect(describeCodeProblem(wrongCode(null))).toBe("That code is not right. Use the newest mail.");
});

test("other refusals say what can be done", () => {
  expect(describeCodeProblem(new ApiError({ code: "CODE_EXPIRED", message: "" }))).toContain(
    "Ask for a new one",
  );
  expect(describeCodeProblem(new ApiError({ code: "EMAIL_TAKEN", message: "" }))).toContain(
    "Sign in",
  );
  expect(describeCodeProblem(new ApiError({ code: "NETWORK", message: "" }))).toContain(
    "did not answer",
  );
});
