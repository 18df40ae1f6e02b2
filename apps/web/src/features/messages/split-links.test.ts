import { describe, expect, test } from "vitest";
import { splitLinks } from "./split-links.ts";

function linksOf(text: string): [string, string][] {
  return splitLinks(text).flatMap(({ text: shown, href }) =>
    href === null ? [] : [[shown, href]],
  );
}

describe("splitLinks", () => {
  test.each([
    ["See https://example.org/a?b=c#d now", "https://example.org/a?b=c#d"],
    ["https://example.org.", "https://example.org"],
    ["(see https://example.org/x)", "https://example.org/x"],
    [
      "https://en.wikipedia.org/wiki/Ink_(disambiguation)",
      "https://en.wikipedia.org/wiki/Ink_(disambiguation)",
    ],
    ["ここ：https://example.jp/道。次", "https://example.jp/道"],
    ["“https://example.org”!", "https://example.org"],
    ["HTTP://EXAMPLE.ORG/A", "HTTP://EXAMPLE.ORG/A"],
  ])("finds the address in %j", (text, address) => {
    expect(linksOf(text).map(([shown]) => shown)).toEqual([address]);
  });

  test("www. without a scheme leads to https", () => {
    expect(linksOf("www.example.org/x, then")).toEqual([
      ["www.example.org/x", "https://www.example.org/x"],
    ]);
  });

  test.each([
    "mail me@www.example.org",
    "javascript:alert(1)",
    "http://",
    "https://nothing",
    "a.b.c",
    "data:text/html,x",
  ])("leaves %j alone", (text) => {
    expect(splitLinks(text)).toEqual([{ text, href: null }]);
  });

  test("the parts joined are the text again", () => {
    const text = "a https://x.org/(b)). https://y.org, www.z.org! c";
    expect(
      splitLinks(text)
        .map((part) => part.text)
        .join(""),
    ).toBe(text);
    expect(linksOf(text)).toHaveLength(3);
  });

  test("only addresses of the web become links", () => {
    const text = "https://a.org javascript://b.org/%0aalert(1) ftp://c.org";
    expect(linksOf(text).map(([, href]) => new URL(href).protocol)).toEqual(["https:"]);
  });
});
