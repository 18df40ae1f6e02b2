type Refusal = "NotAllowedError" | "NotFoundError";

/** What a person of a call test sends: a picture of one colour with a mark that moves, and a tone. */
export type Devices = {
  /** Red, green and blue, 0 to 255. */
  colour: readonly [number, number, number];
  hz: number;
  /** Why there is no microphone or camera, as the browser says it. */
  noMic?: Refusal;
  noCam?: Refusal;
  /** The browser makes the tone itself: without a loudspeaker Firefox has no AudioContext. */
  hasOwnTone?: boolean;
};

/**
 * Runs in the page: takes the place of `getUserMedia` and remembers every track that it ever gave.
 * Refers to nothing outside of itself, since only its source text travels into the page.
 */
export class FakeDevices {
  readonly given: MediaStreamTrack[] = [];
  readonly #devices: Devices;
  readonly #ask: MediaDevices["getUserMedia"] | undefined;
  #audio: AudioContext | null = null;

  constructor(devices: Devices) {
    this.#devices = devices;
    this.#ask = navigator.mediaDevices?.getUserMedia.bind(navigator.mediaDevices);
    const { given } = this;
    const clone = Reflect.get(MediaStreamTrack.prototype, "clone");
    MediaStreamTrack.prototype.clone = function cloneAndRemember(this: MediaStreamTrack) {
      const copy = clone.call(this);
      if (given.includes(this)) given.push(copy);
      return copy;
    };
    if (!navigator.mediaDevices) return;
    navigator.mediaDevices.getUserMedia = (wanted = {}) => this.#give(wanted);
  }

  async #give({ audio, video }: MediaStreamConstraints): Promise<MediaStream> {
    const { noMic, noCam } = this.#devices;
    const refusal = (audio ? noMic : undefined) ?? (video ? noCam : undefined);
    if (refusal) throw new DOMException("This device is not to be had.", refusal);
    const tracks = [
      ...(audio ? await this.#openTone() : []),
      ...(video ? this.#makePicture() : []),
    ];
    this.given.push(...tracks);
    return new MediaStream(tracks);
  }

  async #openTone(): Promise<MediaStreamTrack[]> {
    if (this.#devices.hasOwnTone) {
      return (await this.#ask!({ audio: true })).getAudioTracks();
    }
    this.#audio ??= new AudioContext();
    const oscillator = this.#audio.createOscillator();
    const output = this.#audio.createMediaStreamDestination();
    oscillator.frequency.value = this.#devices.hz;
    oscillator.connect(output);
    oscillator.start();
    void this.#audio.resume();
    return output.stream.getAudioTracks();
  }

  #makePicture(): MediaStreamTrack[] {
    const canvas = document.createElement("canvas");
    canvas.width = 320;
    canvas.height = 180;
    const pen = canvas.getContext("2d")!;
    let step = 0;
    const draw = (): void => {
      step += 1;
      pen.fillStyle = `rgb(${this.#devices.colour.join(" ")})`;
      pen.fillRect(0, 0, canvas.width, canvas.height);
      pen.fillStyle = "white";
      pen.fillRect((step * 4) % canvas.width, 80, 20, 20);
    };
    draw();
    const tracks = canvas.captureStream(30).getVideoTracks();
    const timer = setInterval(() => {
      if (tracks.every(({ readyState }) => readyState === "ended")) clearInterval(timer);
      draw();
    }, 33);
    return tracks;
  }
}
