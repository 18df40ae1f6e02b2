import { createSource } from "../observable.ts";
import { NO_REMOTE } from "../calls/no-media.ts";
import type { MediaEngine, MediaHost, RemoteTracks } from "../calls/media-engine.ts";
import { DrawnWatch } from "./drawn-watch.ts";
import { LocalDevices } from "./local-devices.ts";
import { MeshTransport } from "./mesh-transport.ts";
import type { CallQuality } from "../calls/views.ts";
import type { MediaPlatform } from "./platform.ts";

/** Puts devices and transport together. */
export function createEngine(platform: MediaPlatform, host: MediaHost): MediaEngine {
  const remote = createSource<RemoteTracks>(NO_REMOTE);
  const quality = createSource<CallQuality | null>(null);
  const drawn = new DrawnWatch(host.isVisible);
  const transport = new MeshTransport({
    host,
    platform,
    drawn,
    onTracks(tracks) {
      const { audio, cam } = remote.get();
      if (tracks.audio !== audio || tracks.cam !== cam) remote.set(tracks);
    },
    onQuality: (now) => quality.set(now),
    onFlowing: host.onFlowing,
    onStalled: host.onStalled,
    onRebuild: host.onRebuild,
    onFailed: host.onFailed,
  });
  const devices = new LocalDevices({
    platform,
    kept: host.kept,
    onTrack: (slot, track) => transport.publish(slot, track),
  });

  // The server is not told: a page that is loaded again comes back to its call. Without this a relay
  // would keep its place for minutes.
  platform.onLeave(() => transport.drop());
  return {
    local: devices.view,
    remote,
    quality,
    devices: devices.choices.view,
    open: (wanted) => void devices.open(wanted),
    setMic: (isOn) => devices.setMic(isOn),
    setCam: (isOn) => devices.setCam(isOn),
    chooseDevice: (kind, id) => devices.choose(kind, id),
    watchPicture: (surface) => drawn.watch(surface),
    accept: (grant) => transport.join(grant),
    follow: (call, userId) => transport.follow(call, userId),
    isGranted: (call) => transport.isGranted(call),
    handleSignal: (signal) => transport.handleSignal(signal),
    handleAck: (ack) => transport.handleAck(ack),
    handleSignalingBack: () => transport.handleSignalingBack(),
    close() {
      transport.close();
      devices.close();
    },
  };
}
