const FIRST_STRONG = /\p{L}/u;
const RIGHT_TO_LEFT =
  /[\p{Script=Arabic}\p{Script=Hebrew}\p{Script=Syriac}\p{Script=Thaana}\p{Script=Nko}]/u;

/** Whether a line of the text runs from right to left, by its first letter, as `unicode-bidi: plaintext` decides. */
export function hasRightToLeftLine(text: string): boolean {
  return text.split("\n").some((line) => {
    const letter = FIRST_STRONG.exec(line)?.[0];
    return letter !== undefined && RIGHT_TO_LEFT.test(letter);
  });
}
