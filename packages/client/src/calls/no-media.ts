import type { RemoteTracks } from "./media-engine.ts";
import type { DevicesView, LocalMedia } from "./views.ts";

export const NO_LOCAL: LocalMedia = {
  mic: false,
  cam: false,
  micProblem: null,
  camProblem: null,
  micTrack: null,
  camTrack: null,
};

export const NO_REMOTE: RemoteTracks = { audio: null, cam: null };

export const NO_DEVICES: DevicesView = {
  mics: [],
  cams: [],
  speakers: [],
  micId: null,
  camId: null,
  speakerId: null,
};
