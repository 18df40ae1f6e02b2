import { lazyPart, loadChunk } from "#kernel/load-chunk";

function importPreview() {
  return import("./StartPreview.tsx");
}

function importStage() {
  return import("./CallStage.tsx");
}

export const StartPreview = lazyPart(importPreview, (part) => part.StartPreview);
export const CallStage = lazyPart(importStage, (part) => part.CallStage);
export const IncomingCall = lazyPart(
  () => import("./IncomingCall.tsx"),
  (part) => part.IncomingCall,
);
export const CallLife = lazyPart(
  () => import("./CallLife.tsx"),
  (part) => part.CallLife,
);
export const ReturnBar = lazyPart(
  () => import("./ReturnBar.tsx"),
  (part) => part.ReturnBar,
);
export const CallList = lazyPart(
  () => import("./CallList.tsx"),
  (part) => part.CallList,
);

/** Fetches what the first click on a call button needs. */
export function preloadPreview(): void {
  loadChunk(importPreview).catch(() => undefined);
}

/** Fetches the screen of a call while its preview or ring is shown. */
export function preloadStage(): void {
  loadChunk(importStage).catch(() => undefined);
}
