import { expect, test } from "vitest";
import { describeLevel, levelName, levelsOf } from "./level-sentences.ts";

const sides = ["speaks", "learns"] as const;

test("every level says on each side what it means, each in words of its own", () => {
  const sentences = sides.flatMap((side) =>
    levelsOf[side].map((level) => describeLevel(side, level)),
  );
  expect(sentences).toHaveLength(13);
  expect(new Set(sentences).size).toBe(13);
  for (const sentence of sentences) expect(sentence).toMatch(/^I .+\.$/);
});

test("only a language that is spoken can be native", () => {
  expect(levelsOf.speaks).toContain("native");
  expect(levelsOf.learns).not.toContain("native");
  expect(levelName("native")).toBe("Native");
  expect(levelName("B1")).toBe("B1");
});
