/** What keeps the server from starting and the operator can put right: its message is all they see. */
export class StartFault extends Error {
  constructor(message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = "StartFault";
  }
}

/** Another process works with the data folder, so that nothing here may go on. */
export class FolderTakenFault extends StartFault {}

/** The `code` of a system or database error, looked for along the chain of causes. */
export function errorCode(error: unknown): string {
  for (let cause: unknown = error; cause instanceof Error; cause = cause.cause) {
    if ("code" in cause && typeof cause.code === "string") return cause.code;
  }
  return "";
}

/** One line about an error for a sentence to the operator. */
export function describeError(error: unknown): string {
  const text = error instanceof Error ? error.message || errorCode(error) : String(error);
  return (text.split("\n")[0] ?? "").trim() || "unknown reason";
}
