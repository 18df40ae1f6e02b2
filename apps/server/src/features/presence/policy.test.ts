import { describe, expect, it } from "vitest";
import { canSeePresence, canSeeTyping } from "./policy.ts";

const ON = { presence: true, typing: true };
const OFF = { presence: false, typing: false };

describe("who sees whether somebody is online", () => {
  const friends = { areFriends: true, areFellows: false, isBlocked: false, mine: ON, theirs: ON };
  it.each<[string, Partial<Parameters<typeof canSeePresence>[0]>, boolean]>([
    ["friends", {}, true],
    ["fellow members", { areFriends: false, areFellows: true }, true],
    ["strangers", { areFriends: false }, false],
    ["a block between", { isBlocked: true }, false],
    ["a block between fellow members", { areFellows: true, isBlocked: true }, false],
    ["theirs is hidden", { theirs: OFF }, false],
    ["mine is hidden", { mine: OFF }, false],
    ["no such person", { theirs: undefined }, false],
  ])("%s", (_who, relation, expected) => {
    expect(canSeePresence({ ...friends, ...relation })).toBe(expected);
  });
});

describe("who sees that somebody is writing", () => {
  const members = { isBlocked: false, mine: ON, theirs: ON };
  it.each<[string, Partial<Parameters<typeof canSeeTyping>[0]>, boolean]>([
    ["members", {}, true],
    ["a block between", { isBlocked: true }, false],
    ["mine is hidden", { mine: OFF }, false],
    ["theirs is hidden", { theirs: OFF }, false],
    ["no such person", { theirs: undefined }, false],
  ])("%s", (_who, relation, expected) => {
    expect(canSeeTyping({ ...members, ...relation })).toBe(expected);
  });
});
