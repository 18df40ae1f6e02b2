/** In larger conversations receipts go to one's own devices only. */
const MOST_WITH_RECEIPTS = 64;

export function areReceiptsShown(activeMembers: number): boolean {
  return activeMembers <= MOST_WITH_RECEIPTS;
}
