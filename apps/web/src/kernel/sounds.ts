const NOTES = [
  { hertz: 587.33, startS: 0 },
  { hertz: 880, startS: 0.09 },
];
const LOUDNESS = 0.06;
const RING_S = 0.5;
const SHORTEST_GAP_MS = 1500;

let context: AudioContext | null = null;
let playedAt = 0;

/** Two soft notes for a message that arrives elsewhere; never twice within a second and a half. */
export function playMessageSound(): void {
  if (Date.now() - playedAt < SHORTEST_GAP_MS) return;
  const output = openSoundOutput();
  if (output === null) return;
  playedAt = Date.now();
  for (const note of NOTES) playNote(output, note.hertz, output.currentTime + note.startS);
}

/** Where sounds of the app are played; null until somebody has clicked or typed here, as browsers wish. */
export function openSoundOutput(): AudioContext | null {
  if (!canPlaySounds()) return null;
  context ??= new AudioContext();
  if (context.state === "suspended") void context.resume();
  return context;
}

export function canPlaySounds(): boolean {
  return "AudioContext" in globalThis && navigator.userActivation?.hasBeenActive === true;
}

function playNote(output: AudioContext, hertz: number, at: number): void {
  const tone = output.createOscillator();
  const volume = output.createGain();
  tone.type = "sine";
  tone.frequency.value = hertz;
  volume.gain.setValueAtTime(0, at);
  volume.gain.linearRampToValueAtTime(LOUDNESS, at + 0.015);
  volume.gain.exponentialRampToValueAtTime(0.0001, at + RING_S);
  tone.connect(volume).connect(output.destination);
  tone.start(at);
  tone.stop(at + RING_S);
}
