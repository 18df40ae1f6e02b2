import type { Me } from "@parley/protocol/profiles";
import type { Clock } from "#kernel/clock";
import type { Database, DatabaseTarget, Executor } from "#kernel/database";
import type { Keys } from "#kernel/keys";
import type { Limits } from "#kernel/limits";
import type { Log } from "#kernel/log";
import type { Mail } from "#kernel/mail";
import type { Passwords } from "#kernel/passwords";
import type { Transact, Unit } from "#kernel/unit-of-work";
import type { Sessions } from "./sessions.ts";

export interface AccountsDeps {
  db: Database;
  transact: Transact;
  /** Leads to the database itself: the listener lives on a connection of its own. */
  target: DatabaseTarget;
  limits: Limits;
  mail: Mail;
  passwords: Passwords;
  keys: Keys;
  clock: Clock;
  log: Log;
  publicUrl: URL | null;
  /** Makes the profile with a username from the name, inside the confirming transaction. */
  createProfile(unit: Unit, person: { userId: string; name: string }): Promise<void>;
  /** The signed-in person without what accounts knows about them. */
  presentMe(executor: Executor, userId: string): Promise<Omit<Me, "email" | "role">>;
}

/** What the verbs of this feature work with. */
export interface AccountsParts extends AccountsDeps {
  sessions: Sessions;
}
