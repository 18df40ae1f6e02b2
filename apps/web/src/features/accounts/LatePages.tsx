import { lazyPart, loadChunk } from "#kernel/load-chunk";

/** The pages that ask for a code are one chunk: whoever signs in does not wait for them. */
function importPages() {
  return import("./code-pages.ts");
}

const Forgot = lazyPart(importPages, (pages) => pages.ForgotPage);
const Reset = lazyPart(importPages, (pages) => pages.ResetPage);
const Verify = lazyPart(importPages, (pages) => pages.VerifyPage);

export function ForgotPage() {
  return <Forgot />;
}

export function ResetPage() {
  return <Reset />;
}

export function VerifyPage() {
  return <Verify />;
}

/** Fetches what comes after signing up while the form is filled in. */
export function preloadCodePages(): void {
  loadChunk(importPages).catch(() => undefined);
}
