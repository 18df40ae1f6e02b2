import { randomBytes } from "node:crypto";
import { hash, verify } from "@node-rs/argon2";
import { busy } from "./errors.ts";

export interface Passwords {
  /** Throws BUSY when too many wait. */
  hash(password: string): Promise<string>;
  /** Takes as long for nobody's hash (null) as for a real one. */
  verify(passwordHash: string | null, password: string): Promise<boolean>;
}

/** Hashing fills libuv's threads, which the signatures of cookies need too: few at once, the rest waits. */
const AT_ONCE = 2;
const MOST_WAITING = 50;
const RETRY_AFTER_MS = 2_000;

const COST = { memoryCost: 19_456, timeCost: 2, parallelism: 1 };

export function createPasswords(): Passwords {
  const nobody = makeHashOfNobody();
  const run = createQueue();
  return {
    hash: (password) => run(() => hash(asTyped(password), COST)),
    async verify(passwordHash, password) {
      const isRight = await run(() => verify(passwordHash ?? nobody, asTyped(password)));
      return isRight && passwordHash !== null;
    },
  };
}

/** Keyboards write the same letter in different ways. */
function asTyped(password: string): string {
  return password.normalize("NFC");
}

/** A hash that costs as much as any and that no password is known to fit. */
function makeHashOfNobody(): string {
  const part = (bytes: number) => randomBytes(bytes).toString("base64").replaceAll("=", "");
  const { memoryCost, timeCost, parallelism } = COST;
  return `$argon2id$v=19$m=${memoryCost},t=${timeCost},p=${parallelism}$${part(16)}$${part(32)}`;
}

function createQueue(): <T>(work: () => Promise<T>) => Promise<T> {
  const waiting: (() => void)[] = [];
  let running = 0;

  async function enter(): Promise<void> {
    if (running < AT_ONCE) {
      running += 1;
      return;
    }
    if (waiting.length >= MOST_WAITING) throw busy(RETRY_AFTER_MS);
    await new Promise<void>((resolve) => waiting.push(resolve));
  }

  /** The place is handed on, so that nobody who comes later slips in between. */
  function leave(): void {
    const next = waiting.shift();
    if (next) next();
    else running -= 1;
  }

  return async function run(work) {
    await enter();
    try {
      return await work();
    } finally {
      leave();
    }
  };
}
