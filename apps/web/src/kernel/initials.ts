const graphemes = new Intl.Segmenter(undefined, { granularity: "grapheme" });
const ideographic = /^[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}]/u;

/** One or two letters that stand for a person without a picture. */
export function initialsOf(name: string): string {
  const words = name.trim().split(/\s+/u).filter(Boolean);
  const first = firstGrapheme(words[0] ?? "");
  if (words.length < 2 || ideographic.test(first)) return first.toUpperCase();
  return (first + firstGrapheme(words.at(-1) ?? "")).toUpperCase();
}

function firstGrapheme(word: string): string {
  for (const { segment } of graphemes.segment(word)) return segment;
  return "";
}
