import type { Failure } from "@parley/client/views";
import { m } from "#messages";

/** Why a message was not sent, in one sentence. */
export function describeSendFailure(failure: Failure): string {
  switch (failure.code) {
    case "CANNOT_WRITE":
      return m.messages_failed_cannot_write();
    case "WAITED_TOO_LONG":
      return m.messages_failed_waited();
    case "NOT_FOUND":
      return m.messages_failed_not_found();
    default:
      return m.messages_failed({ reason: failure.message });
  }
}

/** Why an edit or a deletion was not made. */
export function describeChangeFailure(failure: Failure): string {
  switch (failure.code) {
    case "CONFLICT":
      return m.messages_change_conflict();
    case "CANNOT_WRITE":
      return m.messages_change_cannot_write();
    default:
      return m.messages_change_failed({ reason: failure.message });
  }
}
