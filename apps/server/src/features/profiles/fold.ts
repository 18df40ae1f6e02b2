/** Letters that do not fall apart into a base and an accent. */
const PLAIN: Record<string, string> = {
  ß: "ss",
  æ: "ae",
  œ: "oe",
  ø: "o",
  đ: "d",
  ð: "d",
  þ: "th",
  ł: "l",
  ħ: "h",
  ı: "i",
  ŋ: "n",
};
const PLAIN_LETTERS = new RegExp(`[${Object.keys(PLAIN).join("")}]`, "g");

/** Accents of Latin, Greek and Cyrillic, vowel points of Hebrew and Arabic, variation selectors. */
const ACCENTS = /[\u0300-\u036f]|[\u0591-\u05c7]|[\u064b-\u065f]|\u0640|\u0670|[\ufe00-\ufe0f]/g;
const BETWEEN_WORDS = /[\s\p{P}\p{Z}\p{C}]+/u;
/** Scripts that put no spaces between words. */
const UNSPACED =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}]/u;

/** Lower case without accents, so that `Özil`, `ozil` and `ＯＺＩＬ` are the same. */
export function foldText(text: string): string {
  return text
    .toLowerCase()
    .normalize("NFKD")
    .replace(ACCENTS, "")
    .replace(PLAIN_LETTERS, (letter) => PLAIN[letter] ?? letter)
    .normalize("NFC");
}

/** The words of a text in the form in which they are compared. */
export function foldWords(text: string): string[] {
  return foldText(text)
    .split(BETWEEN_WORDS)
    .filter((word) => word !== "");
}

/** What is kept of a person for search: every word, and where there are no spaces every ending of one. */
export function foldForSearch({ name, username }: { name: string; username: string }): string {
  const words = new Set<string>();
  for (const word of [...foldWords(name), ...foldWords(username)]) {
    words.add(word);
    const letters = [...word];
    for (const [start, letter] of letters.entries()) {
      if (UNSPACED.test(letter)) words.add(letters.slice(start).join(""));
    }
  }
  return [...words].join(" ");
}
