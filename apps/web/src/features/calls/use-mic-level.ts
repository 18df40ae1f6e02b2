import { useEffect, type RefObject } from "react";
import { openSoundOutput } from "#kernel/sounds";

/** Loudness that fills the meter; speech into a headset lies a little below. */
const FULL = 0.25;

/** Writes how loud a track is, 0 to 1, into `--level` of an element, once a frame and without drawing React anew. */
export function useMicLevel(track: MediaStreamTrack | null, meter: RefObject<HTMLElement | null>) {
  useEffect(() => {
    const element = meter.current;
    const output = track === null ? null : openSoundOutput();
    if (track === null || output === null) return;
    const source = output.createMediaStreamSource(new MediaStream([track]));
    const analyser = output.createAnalyser();
    analyser.fftSize = 512;
    const samples = new Float32Array(analyser.fftSize);
    source.connect(analyser);
    let frame = requestAnimationFrame(draw);

    function draw() {
      analyser.getFloatTimeDomainData(samples);
      const power = samples.reduce((sum, sample) => sum + sample * sample, 0) / samples.length;
      const level = Math.min(1, Math.sqrt(power) / FULL);
      element?.style.setProperty("--level", level.toFixed(2));
      frame = requestAnimationFrame(draw);
    }

    return () => {
      cancelAnimationFrame(frame);
      source.disconnect();
      element?.style.removeProperty("--level");
    };
  }, [track, meter]);
}
