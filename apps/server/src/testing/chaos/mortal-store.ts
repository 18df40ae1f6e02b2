import type { Store } from "@parley/client/store/store";

/** One life of a process over a store that outlives it, as a disk does. */
export interface MortalStore extends Store {
  /** From now on nothing is read or committed; what was under way is rolled back. */
  kill(): void;
}

export function createMortalStore(disk: Store): MortalStore {
  let isDead = false;
  function check(): void {
    if (isDead) throw new Error("This process is dead.");
  }

  return {
    async read(work) {
      check();
      const result = await disk.read(work);
      check();
      return result;
    },
    async write(work, durability) {
      check();
      return disk.write(async (tx) => {
        check();
        const result = await work(tx);
        check();
        return result;
      }, durability);
    },
    probe: () => disk.probe(),
    // The disk stays for whoever comes next.
    close: async () => {},
    wipe: async () => {},
    kill() {
      isDead = true;
    },
  };
}
