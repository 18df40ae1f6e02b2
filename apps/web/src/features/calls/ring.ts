import { openSoundOutput } from "#kernel/sounds";

type Note = { hertz: number; startS: number; lengthS: number };

export type RingKind = "incoming" | "outgoing";

type Pattern = { notes: readonly Note[]; everyS: number; loudness: number };

/** Somebody calls: four rising notes. One calls oneself: the long tone of a telephone. */
const patterns: Record<RingKind, Pattern> = {
  incoming: {
    notes: [
      { hertz: 587.33, startS: 0, lengthS: 0.5 },
      { hertz: 739.99, startS: 0.18, lengthS: 0.5 },
      { hertz: 880, startS: 0.36, lengthS: 0.6 },
      { hertz: 1174.66, startS: 0.72, lengthS: 0.9 },
    ],
    everyS: 2.6,
    loudness: 0.12,
  },
  outgoing: { notes: [{ hertz: 425, startS: 0, lengthS: 1 }], everyS: 4, loudness: 0.04 },
};

const LONGEST_S = 120;
const LOCK = "parley.ring";

/**
 * Rings for `seconds`, or until `signal` aborts. Of several tabs one rings. All notes are laid out at
 * once, as timers of tabs that nobody sees are slowed down.
 */
export function ring(kind: RingKind, seconds: number, signal: AbortSignal): void {
  const output = openSoundOutput();
  if (output === null || signal.aborted) return;
  if (!("locks" in navigator)) return play(output, { kind, seconds, signal });
  const locked = navigator.locks.request(LOCK, { signal }, async () => {
    play(output, { kind, seconds, signal });
    await new Promise((done) => signal.addEventListener("abort", done, { once: true }));
  });
  // It was answered before this tab's turn came.
  locked.catch(() => undefined);
}

type Ring = { kind: RingKind; seconds: number; signal: AbortSignal };

function play(output: AudioContext, { kind, seconds, signal }: Ring): void {
  const { notes, everyS, loudness } = patterns[kind];
  const volume = output.createGain();
  volume.gain.value = loudness;
  volume.connect(output.destination);
  const begin = output.currentTime + 0.05;
  const rounds = Math.ceil(Math.min(seconds, LONGEST_S) / everyS);
  const tones = Array.from({ length: rounds }, (_, round) =>
    notes.map((note) =>
      layNote(output, volume, { ...note, startS: begin + round * everyS + note.startS }),
    ),
  ).flat();
  signal.addEventListener(
    "abort",
    () => {
      for (const tone of tones) tone.disconnect();
      volume.disconnect();
    },
    { once: true },
  );
}

function layNote(output: AudioContext, into: AudioNode, note: Note): AudioNode {
  const tone = output.createOscillator();
  const envelope = output.createGain();
  const end = note.startS + note.lengthS;
  tone.frequency.value = note.hertz;
  envelope.gain.setValueAtTime(0, note.startS);
  envelope.gain.linearRampToValueAtTime(1, note.startS + 0.02);
  envelope.gain.setValueAtTime(1, end - note.lengthS * 0.7);
  envelope.gain.exponentialRampToValueAtTime(0.0001, end);
  tone.connect(envelope).connect(into);
  tone.start(note.startS);
  tone.stop(end);
  return envelope;
}
