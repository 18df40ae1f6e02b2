import { appendFileSync, mkdirSync } from "node:fs";
import { join } from "node:path";
import type { AnyAct } from "./checker/history.ts";

type WithoutTime<T> = T extends { t: number } ? Omit<T, "t"> & { t?: number } : never;

export interface Recorder {
  /** Milliseconds since the run began. */
  now(): number;
  write(act: WithoutTime<AnyAct>): void;
  /** Puts everything on disk. */
  flush(): void;
}

const FLUSH_BYTES = 1_000_000;

/** Writes down what happens, one file of lines for each conversation. */
export function createRecorder(folder: string): Recorder {
  mkdirSync(folder, { recursive: true });
  const began = performance.now();
  const waiting = new Map<string, string[]>();
  let size = 0;

  function now(): number {
    return Math.round((performance.now() - began) * 1000) / 1000;
  }

  function flush(): void {
    for (const [name, lines] of waiting) {
      appendFileSync(join(folder, `${name}.jsonl`), lines.join(""));
    }
    waiting.clear();
    size = 0;
  }

  return {
    now,
    write(act) {
      const line = `${JSON.stringify({ ...act, t: act.t ?? now() })}\n`;
      const lines = waiting.get(act.conversation) ?? [];
      waiting.set(act.conversation, lines);
      lines.push(line);
      size += line.length;
      if (size > FLUSH_BYTES) flush();
    },
    flush,
  };
}
