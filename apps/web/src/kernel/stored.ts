/** Reads a string that this browser kept; null when there is none or storage is forbidden. */
export function readStored(storage: "local" | "session", key: string): string | null {
  try {
    return storageOf(storage).getItem(`parley.${key}`);
  } catch {
    return null;
  }
}

/** Keeps a string in this browser, or forgets it with null. Where storage is forbidden nothing is kept. */
export function writeStored(storage: "local" | "session", key: string, value: string | null): void {
  try {
    if (value === null) storageOf(storage).removeItem(`parley.${key}`);
    else storageOf(storage).setItem(`parley.${key}`, value);
  } catch {
    // A browser that keeps nothing still runs the app; it only forgets at the next reload.
  }
}

/** Forgets everything that this browser kept under keys that begin so. */
export function forgetStored(storage: "local" | "session", prefix: string): void {
  try {
    const kept = storageOf(storage);
    const keys = Object.keys(kept).filter((key) => key.startsWith(`parley.${prefix}`));
    for (const key of keys) kept.removeItem(key);
  } catch {
    // Where storage is forbidden there is nothing to forget.
  }
}

/** Parses JSON that this browser kept; null when it is absent, broken or refused by `parse`. */
export function parseStored<T>(text: string | null, parse: (data: unknown) => T | null): T | null {
  if (text === null) return null;
  try {
    return parse(JSON.parse(text));
  } catch {
    return null;
  }
}

function storageOf(storage: "local" | "session"): Storage {
  return storage === "local" ? localStorage : sessionStorage;
}
