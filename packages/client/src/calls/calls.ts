import type { CallMedia } from "@parley/protocol/calls";
import type { Observable } from "../observable.ts";
import type { CallView, DevicesView, LocalMedia } from "./views.ts";

/** Calls of the signed-in person. Only one at a time; whoever is in one is busy for all others. */
export interface Calls {
  /** The call, in every tab. */
  readonly current: Observable<CallView>;
  /** How many missed calls nobody has looked at. */
  readonly missed: Observable<number>;
  readonly devices: Observable<DevicesView>;
  /** What the preview shows, while one is open; null otherwise. */
  readonly preview: Observable<LocalMedia | null>;

  /**
   * Opens microphone and, for video, camera, before calling or accepting. Nothing is sent yet.
   * `close` lets go of the devices unless a call took them over.
   */
  openPreview(media: CallMedia): void;
  closePreview(): void;

  /**
   * Calls the other members of the conversation with what the preview holds, or with devices
   * opened now. Resolves once the server has the call; throws `CallError` when it refuses
   * (`CANNOT_WRITE`, `CONFLICT` when one is in a call, `RATE_LIMITED`) or cannot be reached (`OFFLINE`).
   */
  start(conversationId: string, media: CallMedia): Promise<void>;
  /** Accepts what rings here, in this tab. Throws `CallError` like `start`. */
  accept(): Promise<void>;
  decline(): Promise<void>;
  /** Cancels, leaves or hangs up, whatever the state asks for. */
  hangUp(): Promise<void>;
  /** Takes the call that another tab or device of this person is in over to this tab. */
  moveHere(): Promise<void>;
  /** Leaves `ended`. */
  dismiss(): void;

  /** Switches what is sent, in a call or in the preview; asks for the device if there is none yet. */
  setMic(isOn: boolean): Promise<void>;
  setCam(isOn: boolean): Promise<void>;
  /** Chooses a device by its id, also in mid-call; kept on this device for the next call. */
  chooseDevice(kind: "mic" | "cam" | "speaker", id: string): Promise<void>;
  /**
   * Watches the element that shows the other side's camera: a picture that stands still while
   * frames arrive is built anew. The function returned ends it; call it when the element goes.
   */
  watchPicture(surface: PictureSurface): () => void;
  /** Says that the missed calls have been looked at. */
  markSeen(): Promise<void>;
}

/** What is needed of a video element to see whether it draws. */
export interface PictureSurface {
  requestVideoFrameCallback(callback: () => void): number;
  cancelVideoFrameCallback(handle: number): void;
}

/** Why a call could not be started or accepted: a code of the catalogue, or `OFFLINE`. */
export class CallError extends Error {
  readonly code: string;
  readonly retryAfterMs: number | null;

  constructor(code: string, message: string, retryAfterMs: number | null = null) {
    super(message);
    this.name = "CallError";
    this.code = code;
    this.retryAfterMs = retryAfterMs;
  }
}
