export type Speaker = {
  /** Plays a track; resolves to false when the browser wants a click first. */
  play: (track: MediaStreamTrack) => Promise<boolean>;
  /** Sends the sound to another device; null is where the system sends it. */
  choose: (deviceId: string | null) => void;
  /** Lets go of what was played. */
  stop: () => void;
};

/** Plays sound through a media element, which is where browsers cancel its echo. */
export function createSpeaker(): Speaker {
  const audio = new Audio();
  return {
    async play(track) {
      audio.srcObject = new MediaStream([track]);
      try {
        await audio.play();
        return true;
      } catch (error) {
        // Any other reason means that another track, or the end, came in between.
        return !(error instanceof Error && error.name === "NotAllowedError");
      }
    },
    choose(deviceId) {
      if (!("setSinkId" in audio)) return;
      // A speaker that is gone leaves the sound where it was.
      audio.setSinkId(deviceId ?? "").catch(() => undefined);
    },
    stop() {
      audio.srcObject = null;
    },
  };
}
