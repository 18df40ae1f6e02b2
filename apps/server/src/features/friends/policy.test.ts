import { describe, expect, it } from "vitest";
import { AppError } from "#kernel/errors";
import { checkAnswer, checkMayAsk } from "./policy.ts";
import type { Relation } from "./policy.ts";

const STRANGERS: Relation = {
  isSelf: false,
  exists: true,
  isBlocked: false,
  areFriends: false,
  hasPendingRequest: false,
  wasRefused: false,
};

function codeOf(act: () => unknown): string | undefined {
  try {
    act();
    return undefined;
  } catch (error) {
    return error instanceof AppError ? error.code : String(error);
  }
}

describe("who may ask whom", () => {
  it.each<[string, Partial<Relation>, string | undefined]>([
    ["a stranger", {}, undefined],
    ["oneself", { isSelf: true }, "VALIDATION"],
    ["nobody", { exists: false }, "NOT_FOUND"],
    ["somebody with a block between", { isBlocked: true }, "NOT_FOUND"],
    ["a friend", { areFriends: true }, "REQUEST_EXISTS"],
    ["somebody with a request between", { hasPendingRequest: true }, "REQUEST_EXISTS"],
    ["somebody who refused lately", { wasRefused: true }, "REQUEST_EXISTS"],
    ["somebody who refused and blocked", { wasRefused: true, isBlocked: true }, "NOT_FOUND"],
  ])("%s", (_who, relation, code) => {
    expect(codeOf(() => checkMayAsk({ ...STRANGERS, ...relation }))).toBe(code);
  });
});

describe("what an answer does to a request", () => {
  const states = ["pending", "accepted", "refused", "cancelled"] as const;
  const answers = ["accepted", "refused", "cancelled"] as const;
  it.each(states.flatMap((state) => answers.map((answer) => [state, answer] as const)))(
    "%s, %s",
    (state, answer) => {
      const expected = state === "pending" ? "apply" : state === answer ? "done" : "NOT_FOUND";
      const outcome = codeOf(() => checkAnswer(state, answer)) ?? checkAnswer(state, answer);
      expect(outcome).toBe(expected);
    },
  );
});
