import type { RemoteTracks } from "./media-engine.ts";
import type { LocalMedia } from "./views.ts";

export const NO_LOCAL: LocalMedia = {
  mic: false,
  cam: false,
  micProblem: null,
  camProblem: null,
  micTrack: null,
  camTrack: null,
};

export const NO_REMOTE: RemoteTracks = { audio: null, cam: null };
