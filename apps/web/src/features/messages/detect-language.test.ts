import { beforeAll, describe, expect, test } from "vitest";
import { detectLanguage, fittingLanguages, loadDetector } from "./detect-language.ts";
import { guessByScript } from "./guess-by-script.ts";
import { likelyLanguage } from "./own-languages.ts";

const own = ["ja", "es", "en"];

describe("guessByScript", () => {
  test.each([
    ["看板のアラビア語、読める？", ["ja", "zh", "en"], "ja"],
    ["明天见", ["ja", "zh", "en"], "zh"],
    ["明日", ["ja", "en"], "ja"],
    ["안녕하세요", ["ko", "ja"], "ko"],
    ["شكراً", ["ar", "en"], "ar"],
    ["Привет", ["ru", "en"], "ru"],
    ["Parley を使う", ["ja", "en"], "ja"],
    ["hello", ["en", "ja"], "en"],
  ])("%s among %j is %s", (text, codes, code) => {
    expect(guessByScript(text, codes)).toEqual({ code });
  });

  test("Latin letters leave all that are written so", () => {
    expect(guessByScript("hola", own)).toEqual({ among: ["es", "en"] });
  });

  test("a script that nobody of us writes leaves nothing", () => {
    expect(guessByScript("Привет", own)).toEqual({ among: [] });
  });
});

describe("detectLanguage", () => {
  beforeAll(loadDetector);

  test.each([
    ["¿Sabes qué es madrugar? Me encanta", "es"],
    ["The owner lives in Amman since ten years!", "en"],
    ["今度、看板の写真を送ってくれる？", "ja"],
    ["", null],
    ["👍", null],
    ["https://example.org/hola", null],
  ])("%j is %s", (text, code) => {
    expect(detectLanguage(text, own)).toBe(code);
  });

  test("answers with the writer's own tag", () => {
    expect(detectLanguage("Guten Morgen, wie geht es dir heute?", ["de-AT", "en-GB"])).toBe(
      "de-AT",
    );
  });
});

describe("likelyLanguage", () => {
  const me = {
    speaks: [{ code: "en", level: "native" as const }],
    learns: [
      { code: "es", level: "A2" as const },
      { code: "ja", level: "B1" as const },
    ],
  };

  test("is the language one learns that the partner knows", () => {
    const partner = { speaks: [{ code: "ja", level: "native" as const }], learns: [] };
    expect(likelyLanguage(me, partner)).toBe("ja");
  });

  test("without anything in common it is the first one learned", () => {
    expect(likelyLanguage(me, null)).toBe("es");
  });
});

test.each([
  ["Hej", ["es", "en"]],
  ["はい", ["ja"]],
  ["", own],
  ["123", own],
  ["Привет", []],
  ["👍", own],
])("%s is written in %j", (text, codes) => {
  expect(fittingLanguages(text, own)).toEqual(codes);
});
