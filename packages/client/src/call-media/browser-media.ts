import { createEngine } from "./create-engine.ts";
import type { MediaPlatform } from "./platform.ts";
import type { MediaEngine, MediaHost } from "../calls/media-engine.ts";

/** Media of this browser. */
const platform: MediaPlatform = {
  createPeer: (configuration) => new RTCPeerConnection(configuration),
  getUserMedia(constraints) {
    // Pages without a secure origin have none.
    const { mediaDevices } = navigator as { mediaDevices?: MediaDevices };
    if (mediaDevices) return mediaDevices.getUserMedia(constraints);
    return Promise.reject(new DOMException("This page may not use devices.", "SecurityError"));
  },
  enumerateDevices: () => navigator.mediaDevices.enumerateDevices(),
  onDeviceChange(listener) {
    navigator.mediaDevices?.addEventListener("devicechange", listener);
  },
  onLeave: (listener) => addEventListener("pagehide", listener),
};

/** Creates the media of calls on what this browser offers. */
export function createBrowserMedia(host: MediaHost): MediaEngine {
  return createEngine(platform, host);
}
