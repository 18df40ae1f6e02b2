/** A stretch of a message: plain text, or an address that can be followed. */
export type TextPart = { text: string; href: string | null };

const ADDRESS = /(?<![\p{L}\p{N}_@])(?:https?:\/\/|www\.)[^\s<>"'“”‘’「」『』（）。、，！？]+/giu;
const TRAILING = /[.,;:!?…)\]}*_~]+$/u;

/** Splits a text at the addresses of the web in it. The parts joined are the text again. */
export function splitLinks(text: string): TextPart[] {
  const parts: TextPart[] = [];
  let end = 0;
  for (const match of text.matchAll(ADDRESS)) {
    const address = trimAddress(match[0]);
    const href = toHref(address);
    if (href === null) continue;
    if (match.index > end) parts.push({ text: text.slice(end, match.index), href: null });
    parts.push({ text: address, href });
    end = match.index + address.length;
  }
  if (end < text.length) parts.push({ text: text.slice(end), href: null });
  return parts;
}

/** Gives back to the sentence what belongs to it: closing marks, and brackets that were opened outside. */
function trimAddress(found: string): string {
  const tail = TRAILING.exec(found)?.[0] ?? "";
  let address = found;
  for (const mark of Array.from(tail).reverse()) {
    if (closesInside(address, mark)) break;
    address = address.slice(0, -mark.length);
  }
  return address;
}

function closesInside(address: string, mark: string): boolean {
  const opening = { ")": "(", "]": "[", "}": "{" }[mark];
  if (opening === undefined) return mark === "_" || mark === "~";
  return count(address, opening) >= count(address, mark);
}

function count(text: string, mark: string): number {
  return text.split(mark).length - 1;
}

function toHref(address: string): string | null {
  const url = URL.parse(/^https?:/i.test(address) ? address : `https://${address}`);
  if (url === null || !url.hostname.includes(".")) {
    return url !== null && url.hostname === "localhost" ? url.href : null;
  }
  return url.href;
}
