import { expect, test } from "vitest";
import { ApiError, faultsByField, readProblem } from "./api-error.ts";

function answer(status: number, body: unknown, headers: Record<string, string> = {}): Response {
  return new Response(JSON.stringify(body), { status, headers });
}

test("a problem of the server keeps its code, its faults and its tries", async () => {
  const errors = [
    { path: "email", code: "invalid", message: "This is not an e-mail address." },
    { path: "email", code: "too_big", message: "Too long." },
    { path: "name", code: "too_small", message: "Name is missing." },
  ];
  const problem = {
    type: "about:blank",
    title: "Some fields are not right.",
    status: 400,
    code: "VALIDATION",
    errors,
  };
  const error = await readProblem(answer(400, problem));
  expect(error.code).toBe("VALIDATION");
  expect(Object.keys(faultsByField(error))).toEqual(["email", "name"]);
  expect(faultsByField(error)["email"]?.code).toBe("invalid");

  const wrong = await readProblem(
    answer(400, { type: "a", title: "b", status: 400, code: "WRONG_CODE", triesLeft: 3 }),
  );
  expect(wrong.triesLeft).toBe(3);
});

test("the wait comes from the problem, else from Retry-After", async () => {
  const problem = { type: "a", title: "b", status: 429, code: "RATE_LIMITED" };
  expect((await readProblem(answer(429, problem, { "retry-after": "42" }))).retryAfterMs).toBe(
    42_000,
  );
  const exact = { ...problem, retryAfterMs: 1500 };
  expect((await readProblem(answer(429, exact, { "retry-after": "42" }))).retryAfterMs).toBe(1500);
  expect((await readProblem(answer(429, problem))).retryAfterMs).toBeNull();
});

test("an answer that is no problem of ours is the server's fault, or its absence", async () => {
  expect((await readProblem(new Response("<html>", { status: 500 }))).code).toBe("INTERNAL");
  expect((await readProblem(new Response("Bad gateway", { status: 502 }))).code).toBe("BUSY");
  expect((await readProblem(answer(400, null))).code).toBe("INTERNAL");
});

test("whatever is thrown by others has no faults", () => {
  expect(faultsByField(new TypeError("x"))).toEqual({});
  expect(faultsByField(new ApiError({ code: "NETWORK", message: "" }))).toEqual({});
});
