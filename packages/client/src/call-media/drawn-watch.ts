import type { PictureSurface } from "../calls/calls.ts";

/** Counts the frames that are really drawn, over all elements that show the other side. */
export class DrawnWatch {
  readonly #isVisible: () => boolean;
  #surfaces = 0;
  #drawn = 0;

  constructor(isVisible: () => boolean) {
    this.#isVisible = isVisible;
  }

  watch(surface: PictureSurface): () => void {
    this.#surfaces += 1;
    let handle = 0;
    const count = () => {
      this.#drawn += 1;
      handle = surface.requestVideoFrameCallback(count);
    };
    handle = surface.requestVideoFrameCallback(count);
    let isWatching = true;
    return () => {
      if (!isWatching) return;
      isWatching = false;
      this.#surfaces -= 1;
      surface.cancelVideoFrameCallback(handle);
    };
  }

  /** Frames drawn so far; null while nobody could see any. */
  count(): number | null {
    return this.#surfaces > 0 && this.#isVisible() ? this.#drawn : null;
  }
}
