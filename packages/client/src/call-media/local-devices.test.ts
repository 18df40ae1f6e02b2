import { expect, test } from "vitest";
import { FORGETFUL } from "../calls/keeping.ts";
import { FakeMedia } from "../testing/fake-media.ts";
import { FakePaths } from "../testing/fake-peer.ts";
import { createVirtualClock, settlePromises } from "../testing/virtual-clock.ts";
import { LocalDevices } from "./local-devices.ts";

function createDevices() {
  const media = new FakeMedia(new FakePaths(createVirtualClock()));
  const sent: Record<string, MediaStreamTrack | null> = {};
  const devices = new LocalDevices({
    platform: media,
    kept: FORGETFUL,
    onTrack: (slot, track) => {
      sent[slot] = track;
    },
  });
  return { media, devices, sent };
}

const BOTH = { mic: true, cam: true };

test("M5: every track that was ever given has ended after the end", async () => {
  const { media, devices } = createDevices();
  await devices.open(BOTH);
  media.plug(
    { kind: "audioinput", deviceId: "mic-1" },
    { kind: "audioinput", deviceId: "mic-2" },
    { kind: "videoinput", deviceId: "cam-1" },
  );
  await devices.choose("mic", "mic-2");
  await devices.setCam(false);
  await devices.setCam(true);
  expect(media.live()).toHaveLength(2);
  devices.close();
  expect(media.given.length).toBeGreaterThan(3);
  expect(media.live()).toEqual([]);
});

test("M5: a device that opens only after the end is closed at once", async () => {
  const { media, devices, sent } = createDevices();
  const release = media.hold();
  const opening = devices.open(BOTH);
  await settlePromises();
  devices.close();
  release();
  await opening;
  expect(media.given).toHaveLength(2);
  expect(media.live()).toEqual([]);
  expect(sent).toEqual({ mic: null, cam: null });
});

test("M5: a camera that was put off while it opened does not light up", async () => {
  const { media, devices } = createDevices();
  await devices.open({ mic: true, cam: false });
  const release = media.hold();
  const opening = devices.setCam(true);
  await devices.setCam(false);
  release();
  await opening;
  expect(media.live().map(({ kind }) => kind)).toEqual(["audio"]);
  expect(devices.view.get()).toMatchObject({ cam: false, camTrack: null });
});

test("a device that was refused is told, and the other one serves", async () => {
  const { media, devices, sent } = createDevices();
  media.refuse = (kind) => (kind === "video" ? "NotAllowedError" : null);
  await devices.open(BOTH);
  expect(devices.view.get()).toMatchObject({ micProblem: null, camProblem: "refused", cam: true });
  expect(sent["mic"]).not.toBeNull();
  media.refuse = () => null;
  await devices.setCam(true);
  expect(devices.view.get()).toMatchObject({ camProblem: null });
  expect(sent["cam"]).not.toBeNull();
});

test.each([
  ["NotFoundError", "absent"],
  ["OverconstrainedError", "absent"],
  ["NotReadableError", "taken"],
  ["SecurityError", "refused"],
])("%s means that the device is %s", async (name, problem) => {
  const { media, devices } = createDevices();
  media.refuse = () => name;
  await devices.open({ mic: true, cam: false });
  expect(devices.view.get()).toMatchObject({ micProblem: problem, micTrack: null });
});

test("a microphone that is pulled out is replaced by another", async () => {
  const { media, devices, sent } = createDevices();
  await devices.open({ mic: true, cam: false });
  media.devices = [{ kind: "audioinput", deviceId: "mic-2" }];
  media.given[0]?.pull();
  await settlePromises();
  expect(sent["mic"]?.getSettings().deviceId).toBe("mic-2");
});

test("a microphone that is lacking is taken as soon as there is one", async () => {
  const { media, devices, sent } = createDevices();
  media.devices = [];
  await devices.open({ mic: true, cam: false });
  expect(devices.view.get().micProblem).toBe("absent");
  media.plug({ kind: "audioinput", deviceId: "mic-9" });
  await settlePromises();
  expect(sent["mic"]?.getSettings().deviceId).toBe("mic-9");
  expect(devices.choices.view.get().mics).toEqual([{ id: "mic-9", label: "mic-9" }]);
});

test("a chosen device is kept, and taken when it comes back", async () => {
  const kept = new Map<string, string>();
  const media = new FakeMedia(new FakePaths(createVirtualClock()));
  const keeping = {
    read: (key: string) => kept.get(key) ?? null,
    write: (key: string, value: string | null) => void kept.set(key, value ?? ""),
  };
  const parts = { platform: media, kept: keeping, onTrack: () => {} };
  await new LocalDevices(parts).choose("mic", "mic-2");
  const devices = new LocalDevices(parts);
  await devices.open({ mic: true, cam: false });
  expect(devices.view.get().micTrack?.getSettings().deviceId).toBe("mic-1");
  const [mic1, mic2] = ["mic-1", "mic-2"] as const;
  media.plug({ kind: "audioinput", deviceId: mic1 }, { kind: "audioinput", deviceId: mic2 });
  await settlePromises();
  expect(devices.view.get().micTrack?.getSettings().deviceId).toBe("mic-2");
});
