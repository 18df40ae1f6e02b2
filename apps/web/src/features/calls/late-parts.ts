import { lazyPart, loadChunk } from "#kernel/load-chunk";

/** One chunk: cut finer, what its parts share falls into crumbs that cost everybody. */
function importParts() {
  return import("./call-parts.ts");
}

export const StartPreview = lazyPart(importParts, (part) => part.StartPreview);
export const CallStage = lazyPart(importParts, (part) => part.CallStage);
export const IncomingCall = lazyPart(importParts, (part) => part.IncomingCall);
export const CallLife = lazyPart(importParts, (part) => part.CallLife);
export const ReturnBar = lazyPart(importParts, (part) => part.ReturnBar);
export const CallList = lazyPart(importParts, (part) => part.CallList);

/** Fetches what the first click on a call button needs. */
export function preloadCallParts(): void {
  loadChunk(importParts).catch(() => undefined);
}
