import type {
  AckSignal,
  Call,
  CallGrant,
  CallMedia,
  CallSignal,
  CallSignalAck,
  IceServer,
  SendSignal,
} from "@parley/protocol/calls";
import type { Clock } from "../environment.ts";
import type { Observable } from "../observable.ts";
import type { PictureSurface } from "./calls.ts";
import type { Keeping } from "./keeping.ts";
import type { CallQuality, DevicesView, LocalMedia } from "./views.ts";

/** The tracks of the other side; null until media is there. */
export interface RemoteTracks {
  audio: MediaStreamTrack | null;
  cam: MediaStreamTrack | null;
}

/** What this device really sends. */
export interface SentMedia {
  mic: boolean;
  cam: boolean;
}

/** What media ask of the call that they serve. */
export interface MediaHost {
  readonly clock: Clock;
  /** Keeps which devices were chosen. */
  readonly kept: Keeping;
  isVisible(): boolean;
  /** True while the server can be reached. */
  isSignaling(): boolean;
  /** Rejects when the server has not taken it. */
  sendSignal(signal: SendSignal): Promise<void>;
  ackSignal(ack: AckSignal): void;
  /** Fresh servers, with a credential that has just been made. */
  fetchIce(callId: string): Promise<IceServer[]>;
  onFlowing(): void;
  onStalled(): void;
  /** Only a new join helps: everything is built anew. */
  onRebuild(): void;
  /** Nothing came through, or nothing came back. */
  onFailed(): void;
}

/** Devices and media of one client: opened for a preview or a call, and closed with it. */
export interface MediaEngine {
  readonly local: Observable<LocalMedia>;
  readonly remote: Observable<RemoteTracks>;
  /** Null while nothing flows, and for a moment after. */
  readonly quality: Observable<CallQuality | null>;
  readonly devices: Observable<DevicesView>;
  /** Opens what is wanted and not open yet. */
  open(wanted: SentMedia): void;
  setMic(isOn: boolean): Promise<void>;
  setCam(isOn: boolean): Promise<void>;
  chooseDevice(kind: "mic" | "cam" | "speaker", id: string): Promise<void>;
  watchPicture(surface: PictureSurface): () => void;
  /** Builds the media of this grant once the call says who is there. */
  accept(grant: CallGrant): void;
  /** True once there is a grant for the epoch of this picture. */
  isGranted(call: Call): boolean;
  /** The newest picture of the call that this device is in. */
  follow(call: Call, userId: string): void;
  handleSignal(signal: CallSignal): void;
  handleAck(ack: CallSignalAck): void;
  /** The server can be reached again: what it may have lost is said again. */
  handleSignalingBack(): void;
  /** Lets go of everything: the connection and every device. */
  close(): void;
}

/** Loads media and hands over what makes an engine. */
export type LoadMedia = () => Promise<(host: MediaHost) => MediaEngine>;

/** What `media` of a call asks for at first. */
export function wantedFor(media: CallMedia): SentMedia {
  return { mic: true, cam: media === "video" };
}
