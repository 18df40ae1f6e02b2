import { Username } from "@parley/protocol/profiles";
import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { foldForSearch, foldText, foldWords } from "./fold.ts";
import { usernameBase, usernameCandidate } from "./username.ts";

function firstDigits(): number {
  return 7;
}

describe("usernames", () => {
  it.each([
    ["Ada Lovelace", "ada_lovelace"],
    ["Zoë Müller-Lüdenscheidt", "zoe_muller_ludenscheid"],
    ["Łukasz Żółć", "lukasz_zolc"],
    ["O’Brien", "obrien"],
    ["J.R.R. Tolkien", "j.r.r._tolkien"],
    ["Иван Щукин", "ivan_shchukin"],
    ["Ελένη", "eleni"],
    ["ليلى", "lyla"],
    ["김민준", "gimminjun"],
    ["さくら", "sakura"],
    ["サクラ", "sakura"],
    ["山田", "learner007"],
    ["🦊", "learner007"],
    ["42", "learner007"],
    ["Li", "li_007"],
    ["...", "learner007"],
  ])("%s becomes %s", (name, username) => {
    expect(usernameCandidate(usernameBase(name), 0, firstDigits)).toBe(username);
  });

  it("fit the rule for every name and attempt", () => {
    fc.assert(
      fc.property(
        fc.string({ unit: "binary", maxLength: 60 }),
        fc.nat(60),
        fc.nat(999_999),
        (name, attempt, number) => {
          const username = usernameCandidate(usernameBase(name), attempt, (n) => number % n);
          expect(Username.safeParse(username).data).toBe(username);
        },
      ),
    );
  });
});

describe("folding", () => {
  it.each([
    ["Özil", "ozil"],
    ["ＳＴＲＡẞＥ", "strasse"],
    ["İstanbul", "istanbul"],
    ["Ёлка", "елка"],
    ["مُحَمَّد", "محمد"],
    ["ガ", "ガ"],
  ])("%s is %s", (text, folded) => {
    expect(foldText(text)).toBe(folded);
  });

  it("takes words apart at everything that is no letter", () => {
    expect(foldWords("Jean-Luc d'Été (JL)")).toEqual(["jean", "luc", "d", "ete", "jl"]);
  });

  it("finds every ending of a name in a script without spaces", () => {
    expect(foldForSearch({ name: "山田太郎", username: "taro.y" })).toBe(
      "山田太郎 田太郎 太郎 郎 taro y",
    );
  });
});
