/** The digits of what was typed or pasted ("482 913", "４８２９１３"), at most as many as the code has. */
export function readDigits(text: string, length: number): string {
  const digits = Array.from(text.normalize("NFKC"), toAsciiDigit).join("");
  return digits.slice(0, length);
}

function toAsciiDigit(character: string): string {
  if (/^\d$/.test(character)) return character;
  if (!/^\p{Nd}$/u.test(character)) return "";
  const point = character.codePointAt(0) ?? 0;
  let zero = point;
  while (point - zero < 9 && /^\p{Nd}$/u.test(String.fromCodePoint(zero - 1))) zero -= 1;
  return String(point - zero);
}
