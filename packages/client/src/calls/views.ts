import type { CallMedia, CallReason } from "@parley/protocol/calls";

/**
 * The browser's own, passed through unseen. Where its types are known this adds nothing to them; a
 * program without them, in Node, knows the name alone.
 */
declare global {
  interface MediaStreamTrack {}
}

/** What this device sends and shows of itself. Tracks belong to the calls: never stop them elsewhere. */
export interface LocalMedia {
  /** Wanted by the person; `micProblem` and `camProblem` say when there is none all the same. */
  mic: boolean;
  cam: boolean;
  micProblem: DeviceProblem | null;
  camProblem: DeviceProblem | null;
  /** For the level that the preview shows; null while there is no microphone. */
  micTrack: MediaStreamTrack | null;
  /** For the picture of oneself; null while the camera is off or absent. */
  camTrack: MediaStreamTrack | null;
}

/** `refused`: the browser or the person said no; `absent`: there is no such device; `taken`: another program holds it. */
export type DeviceProblem = "refused" | "absent" | "taken";

/** The other side, as far as this device knows. */
export interface RemoteMedia {
  userId: string;
  /** What they say they send. */
  mic: boolean;
  cam: boolean;
  /** To be played and shown; null until media is there. */
  audioTrack: MediaStreamTrack | null;
  camTrack: MediaStreamTrack | null;
}

export type QualityLevel = "good" | "fair" | "poor";

/** How good the path to the other side is; it changes seldom, and only for what lasts. */
export interface CallQuality {
  level: QualityLevel;
  /** Null while nothing has measured it. */
  roundTripMs: number | null;
}

interface InCall {
  callId: string;
  conversationId: string;
  media: CallMedia;
  /** The other person. */
  peerId: string;
  local: LocalMedia;
}

/**
 * The one call of this person, as this tab sees it. Instants are milliseconds of the local clock.
 * - `idle`: none.
 * - `outgoing`: this tab calls; ends by itself at `ringUntil` (null until the server has answered).
 * - `incoming`: it rings here; ends by itself at `ringUntil`.
 * - `connecting`: accepted, no media yet; at most 40 s, then it is built once more through a relay or fails.
 * - `connected`: media flows.
 * - `reconnecting`: it flowed and has stopped, or the other side is away; held until `heldUntil`.
 * - `elsewhere`: another tab of this browser or another device of this person is in it.
 * - `ended`: over; stays until `dismiss` or the next call. `seconds` were talked.
 */
export type CallView =
  | { state: "idle" }
  | ({ state: "outgoing"; since: number; ringUntil: number | null } & InCall)
  | ({ state: "incoming"; since: number; ringUntil: number } & Omit<InCall, "local">)
  | ({ state: "connecting"; since: number; remote: RemoteMedia } & InCall)
  | ({
      state: "connected";
      startedAt: number;
      remote: RemoteMedia;
      /** Null until it has been watched for a while. */
      quality: CallQuality | null;
    } & InCall)
  | ({
      state: "reconnecting";
      startedAt: number;
      since: number;
      heldUntil: number;
      remote: RemoteMedia;
    } & InCall)
  | ({ state: "elsewhere"; place: "tab" | "device"; startedAt: number | null } & Omit<
      InCall,
      "local"
    >)
  | ({ state: "ended"; reason: CallEndReason; seconds: number; isMine: boolean } & Omit<
      InCall,
      "local"
    >);

/** Why it is over here: the call's own reason, or what concerns this device alone. */
export type CallEndReason =
  | CallReason
  | "missed"
  | "answered-elsewhere"
  | "declined-elsewhere"
  | "moved";

/** A microphone, camera or speaker; `label` is empty until the browser has been allowed to tell. */
export interface DeviceChoice {
  id: string;
  label: string;
}

export interface DevicesView {
  mics: readonly DeviceChoice[];
  cams: readonly DeviceChoice[];
  speakers: readonly DeviceChoice[];
  micId: string | null;
  camId: string | null;
  speakerId: string | null;
}
