import type { CommandName, CommandPayload } from "@parley/protocol/commands";
import type { Settings } from "@parley/protocol/profiles";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import type { Database } from "#kernel/database";
import { AppError } from "#kernel/errors";
import type { Connection } from "#kernel/feature";
import { createLog } from "#kernel/log";
import { silentDelivery } from "#testing/silent-delivery";
import { createPresence } from "./index.ts";
import type { PresenceFeature } from "./index.ts";

const SETTINGS: Settings = {
  theme: "system",
  language: "en",
  sounds: true,
  shortcuts: true,
  receipts: true,
  typing: true,
  presence: true,
};

/** A world of people in memory; what the database would say is said one turn later. */
class World {
  readonly friends = new Set<string>();
  readonly members = new Map<string, string[]>();
  readonly blocks = new Set<string>();
  readonly settings = new Map<string, Partial<Settings>>();
  /** What sockets and people were told: `socket-or-people event …`. */
  readonly told: string[] = [];
  readonly presence: PresenceFeature;
  isDatabaseAway = false;
  /** Runs while the next answer of the database is on its way. */
  meanwhile: (() => void) | null = null;
  #sockets = 0;

  constructor() {
    const ask = async <T>(answer: () => T): Promise<T> => {
      const value = answer();
      await Promise.resolve();
      if (this.isDatabaseAway) throw new Error("away");
      const { meanwhile } = this;
      this.meanwhile = null;
      meanwhile?.();
      return value;
    };
    const among = (set: Set<string>, userId: string, ids: readonly string[]) =>
      ask(() => new Set(ids.filter((id) => set.has(key(userId, id)))));
    this.presence = createPresence({
      // Every query goes through the functions below.
      db: {} as Database,
      log: createLog("silent"),
      clock: { now: () => new Date() },
      isLimited: true,
      delivery: {
        ...silentDelivery,
        toUsers: (userIds, _event, payload) => {
          const { userId, activity } = payload as unknown as Record<string, string | null>;
          this.told.push(`${userIds.join("+")}: ${userId} ${activity ?? "stopped"}`);
        },
        toSocket: (socketId, _event, payload) => {
          const { userId, state, lastSeen } = payload as unknown as Record<string, string>;
          this.told.push(`${socketId}: ${userId} ${state}${lastSeen ? ` since ${lastSeen}` : ""}`);
        },
      },
      friendsAmong: (_db, userId, ids) => among(this.friends, userId, ids),
      blocksAmong: (_db, userId, ids) => among(this.blocks, userId, ids),
      fellowsAmong: (_db, userId, ids) =>
        ask(() => {
          const lists = [...this.members.values()].filter((list) => list.includes(userId));
          return new Set(ids.filter((id) => lists.some((list) => list.includes(id))));
        }),
      settingsOf: (_db, ids) =>
        ask(() => new Map(ids.map((id) => [id, { ...SETTINGS, ...this.settings.get(id) }]))),
      fellowMembers: (_db, conversationId, userId) =>
        ask(() => {
          const list = this.members.get(conversationId);
          return list?.includes(userId) ? list.filter((id) => id !== userId) : null;
        }),
    });
  }

  connect(userId: string): Socket {
    this.#sockets += 1;
    const socket = new Socket(this.presence, userId, `${userId}${this.#sockets}`);
    this.presence.connected?.(socket.connection);
    return socket;
  }

  /** What was told since the last time. */
  async heard(): Promise<string[]> {
    await vi.advanceTimersByTimeAsync(0);
    return this.told.splice(0);
  }
}

class Socket {
  readonly connection: Connection;
  readonly #end = new AbortController();
  readonly #presence: PresenceFeature;

  constructor(presence: PresenceFeature, userId: string, socketId: string) {
    this.#presence = presence;
    const identity = { userId, role: "user", sessionId: socketId, scopes: null } as const;
    this.connection = { socketId, identity, device: null, signal: this.#end.signal };
  }

  async watch(...userIds: string[]): Promise<string[]> {
    const { states } = (await this.#give("presence:watch", { userIds })) as {
      states: { userId: string; state: string; lastSeen?: string }[];
    };
    return states.map((s) => [s.userId, s.state, s.lastSeen].filter(Boolean).join(" "));
  }

  type(conversationId = "talk"): Promise<unknown> {
    return this.#give("typing:start", { conversationId });
  }

  stopTyping(conversationId = "talk"): Promise<unknown> {
    return this.#give("typing:stop", { conversationId });
  }

  disconnect(): void {
    this.#end.abort();
  }

  async #give<N extends CommandName>(name: N, payload: CommandPayload<N>): Promise<unknown> {
    return this.#presence.commands?.[name]?.(this.connection, payload);
  }
}

function key(a: string, b: string): string {
  return a < b ? `${a} ${b}` : `${b} ${a}`;
}

function after(ms: number): Promise<unknown> {
  return vi.advanceTimersByTimeAsync(ms);
}

let world: World;

beforeEach(() => {
  vi.useFakeTimers({ now: Date.parse("2026-03-01T12:00:00.000Z") });
  world = new World();
  world.friends.add(key("ada", "bo"));
  world.members.set("talk", ["ada", "bo"]);
});
afterEach(() => {
  world.presence.close?.();
  vi.useRealTimers();
});

describe("presence", () => {
  it("PRES-1, C12: tells who watches that a friend comes, and fifteen seconds after they went", async () => {
    const ada = world.connect("ada");
    expect(await ada.watch("bo")).toEqual(["bo offline"]);
    const bo = world.connect("bo");
    expect(await world.heard()).toEqual(["ada1: bo online"]);
    bo.disconnect();
    await after(14_999);
    expect(await world.heard()).toEqual([]);
    await after(1);
    expect(await world.heard()).toEqual(["ada1: bo offline since 2026-03-01T12:00:00.000Z"]);
    expect(await ada.watch("bo")).toEqual(["bo offline 2026-03-01T12:00:00.000Z"]);
  });

  it("a reload within fifteen seconds shows nothing", async () => {
    await world.connect("ada").watch("bo");
    const before = world.connect("bo");
    await world.heard();
    before.disconnect();
    await after(10_000);
    const bo = world.connect("bo");
    await after(60_000);
    expect(await world.heard()).toEqual([]);
    bo.disconnect();
    await after(15_000);
    expect(await world.heard()).toHaveLength(1);
  });

  it("invariant 14: a second tab opening or closing changes nothing", async () => {
    await world.connect("ada").watch("bo");
    const first = world.connect("bo");
    await world.heard();
    const second = world.connect("bo");
    await after(60_000);
    second.disconnect();
    await after(60_000);
    expect(await world.heard()).toEqual([]);
    expect(await world.connect("ada").watch("bo")).toEqual(["bo online"]);
    expect(await first.watch("ada")).toEqual(["ada online"]);
  });

  it("invariant 14: each tab watches for itself", async () => {
    const first = world.connect("ada");
    const second = world.connect("ada");
    await first.watch("bo");
    await second.watch("bo");
    await second.watch();
    world.connect("bo");
    expect(await world.heard()).toEqual(["ada1: bo online"]);
    first.disconnect();
    await second.watch("bo");
    world.presence.settingsChanged("bo");
    expect(await world.heard()).toEqual([]);
  });

  it("PRES-1, invariant 12: strangers, the blocked and the hidden are never told of", async () => {
    for (const id of ["cy", "di", "ed", "flo"]) world.connect(id);
    world.friends.add(key("ada", "di")).add(key("ada", "ed")).add(key("ada", "flo"));
    world.blocks.add(key("ada", "di"));
    world.settings.set("ed", { presence: false });
    const ada = world.connect("ada");
    expect(await ada.watch("cy", "di", "ed", "flo", "ada", "nobody")).toEqual(["flo online"]);
    const bo = world.connect("bo");
    expect(await bo.watch("ada")).toEqual(["ada online"]);
    world.settings.set("bo", { presence: false });
    expect(await bo.watch("ada")).toEqual([]);
  });

  it("fellow members see each other without being friends", async () => {
    world.friends.clear();
    const ada = world.connect("ada");
    expect(await ada.watch("bo")).toEqual(["bo offline"]);
    world.connect("bo");
    expect(await world.heard()).toEqual(["ada1: bo online"]);
  });

  it("P8: a block takes effect at once, on both sides, and so does its end", async () => {
    const [ada, bo] = [world.connect("ada"), world.connect("bo")];
    await ada.watch("bo");
    await bo.watch("ada");
    world.blocks.add(key("ada", "bo"));
    world.presence.relationsChanged(["ada", "bo"]);
    expect((await world.heard()).sort()).toEqual(["ada1: bo offline", "bo2: ada offline"]);
    bo.disconnect();
    await after(15_000);
    world.connect("bo");
    expect(await world.heard()).toEqual([]);
    world.blocks.clear();
    world.presence.relationsChanged(["ada", "bo"]);
    expect(await world.heard()).toEqual(["ada1: bo online"]);
  });

  it("a friendship shows presence to whoever watched already", async () => {
    const ada = world.connect("ada");
    world.connect("cy");
    expect(await ada.watch("cy")).toEqual([]);
    world.friends.add(key("ada", "cy"));
    world.presence.relationsChanged(["cy", "ada"]);
    expect(await world.heard()).toEqual(["ada1: cy online"]);
  });

  it("switching presence off hides one from all and all from one, and back", async () => {
    const [ada, bo] = [world.connect("ada"), world.connect("bo")];
    await ada.watch("bo");
    await bo.watch("ada");
    world.settings.set("ada", { presence: false });
    world.presence.settingsChanged("ada");
    expect((await world.heard()).sort()).toEqual(["ada1: bo offline", "bo2: ada offline"]);
    world.settings.clear();
    world.presence.settingsChanged("ada");
    expect((await world.heard()).sort()).toEqual(["ada1: bo online", "bo2: ada online"]);
  });

  it("a block while the database answers is not missed", async () => {
    const ada = world.connect("ada");
    world.connect("bo");
    world.meanwhile = () => {
      world.blocks.add(key("ada", "bo"));
      world.presence.relationsChanged(["ada", "bo"]);
    };
    expect(await ada.watch("bo")).toEqual([]);
    expect(await world.heard()).toEqual([]);
  });

  it("somebody who came and went while the database answers is told once, as they are", async () => {
    const ada = world.connect("ada");
    await ada.watch("bo");
    const bo = world.connect("bo");
    bo.disconnect();
    world.connect("bo");
    expect(await world.heard()).toEqual(["ada1: bo online"]);
  });

  it("is told later when the database is away", async () => {
    await world.connect("ada").watch("bo");
    world.isDatabaseAway = true;
    world.connect("bo");
    await after(4_000);
    expect(await world.heard()).toEqual([]);
    world.isDatabaseAway = false;
    await after(5_000);
    expect(await world.heard()).toEqual(["ada1: bo online"]);
  });

  it("a socket that is gone neither watches nor is told", async () => {
    const ada = world.connect("ada");
    world.meanwhile = () => ada.disconnect();
    await ada.watch("bo");
    world.connect("bo");
    expect(await world.heard()).toEqual([]);
  });
});

describe("typing", () => {
  it("PRES-2, C11: reaches the other members, and ends by itself after six seconds", async () => {
    const ada = world.connect("ada");
    await ada.type();
    expect(await world.heard()).toEqual(["bo: ada typing"]);
    await after(5_999);
    expect(await world.heard()).toEqual([]);
    await after(1);
    expect(await world.heard()).toEqual(["bo: ada stopped"]);
    await after(60_000);
    expect(await world.heard()).toEqual([]);
  });

  it("ends also when the stop overtakes the start that is still looking up whom to tell", async () => {
    const ada = world.connect("ada");
    await Promise.all([ada.type(), ada.stopTyping()]);
    await after(6_000);
    expect(await world.heard()).toEqual([]);
  });

  it("goes on while it is said again, and ends when it is said", async () => {
    const ada = world.connect("ada");
    for (let count = 0; count < 5; count += 1) {
      await ada.type();
      await after(3_000);
    }
    expect(await world.heard()).toEqual(Array.from({ length: 5 }, () => "bo: ada typing"));
    await ada.stopTyping();
    await ada.stopTyping();
    expect(await world.heard()).toEqual(["bo: ada stopped"]);
  });

  it("PRES-2: is told at most once a second a person, over all conversations and sockets", async () => {
    world.members.set("other", ["ada", "cy"]);
    const [first, second] = [world.connect("ada"), world.connect("ada")];
    await first.type();
    await after(400);
    const refusal = await second.type("other").catch((error: unknown) => error);
    expect(refusal).toBeInstanceOf(AppError);
    expect(refusal).toMatchObject({ code: "RATE_LIMITED", details: { retryAfterMs: 600 } });
    await after(600);
    await second.type("other");
    expect(await world.heard()).toEqual(["bo: ada typing", "cy: ada typing"]);
  });

  it("invariant 12: is refused to whoever is no member", async () => {
    await expect(world.connect("cy").type()).rejects.toMatchObject({ code: "NOT_FOUND" });
    expect(await world.heard()).toEqual([]);
  });

  it("is not told where it is switched off on either side, or where there is a block", async () => {
    const ada = world.connect("ada");
    for (const hide of [
      () => world.settings.set("ada", { typing: false }),
      () => world.settings.set("bo", { typing: false }),
      () => world.blocks.add(key("ada", "bo")),
    ]) {
      hide();
      await ada.type();
      await after(10_000);
      expect(await world.heard()).toEqual([]);
      world.settings.clear();
    }
  });

  it("ends at once for a block, a switch and a lost connection", async () => {
    for (const end of [
      () => world.presence.relationsChanged(["bo", "ada"]),
      () => world.presence.settingsChanged("ada"),
      () => world.presence.settingsChanged("bo"),
    ]) {
      await world.connect("ada").type();
      end();
      expect(await world.heard()).toEqual(["bo: ada typing", "bo: ada stopped"]);
      await after(2_000);
    }
    const ada = world.connect("ada");
    await ada.type();
    ada.disconnect();
    expect(await world.heard()).toEqual(["bo: ada typing", "bo: ada stopped"]);
  });

  it("a block while the database answers is not missed", async () => {
    world.meanwhile = () => {
      world.blocks.add(key("ada", "bo"));
      world.presence.relationsChanged(["ada", "bo"]);
    };
    await world.connect("ada").type();
    expect(await world.heard()).toEqual([]);
  });

  it("invariant 14: another tab that closes or says stop does not end it", async () => {
    const [first, second] = [world.connect("ada"), world.connect("ada")];
    await first.type();
    await second.stopTyping();
    second.disconnect();
    expect(await world.heard()).toEqual(["bo: ada typing"]);
  });
});
