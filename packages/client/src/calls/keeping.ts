/** The name under which a tab keeps where it was in a call. */
export const CALL_KEY = "call";

/** Keeps short texts by name. */
export interface Keeping {
  read(key: string): string | null;
  /** Forgets with null. */
  write(key: string, value: string | null): void;
}

/** Keeps nothing. */
export const FORGETFUL: Keeping = { read: () => null, write() {} };
