/** Ids of people in tests; the wire takes nothing but UUIDs. */
export const ANA = "a0000000-0000-4000-8000-000000000001";
export const BEN = "b0000000-0000-4000-8000-000000000002";
export const CLEO = "c0000000-0000-4000-8000-000000000003";

/** The id of the conversation of two people. */
export function conversationOf(a: string, b: string): string {
  return `${a.slice(0, 8)}-${b.slice(0, 4)}-4000-8000-${b.slice(-12)}`;
}
