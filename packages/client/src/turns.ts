/** Runs pieces of asynchronous work one after another, in the order in which they were handed over. */
export interface Turns {
  run<T>(work: () => Promise<T>): Promise<T>;
}

/** Creates a queue with nobody in it; work that fails does not hold up the next. */
export function createTurns(): Turns {
  let tail: Promise<unknown> = Promise.resolve();
  return {
    run(work) {
      const turn = tail.then(work);
      tail = turn.catch(() => {});
      return turn;
    },
  };
}
