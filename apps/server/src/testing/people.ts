import type { Me } from "@parley/protocol/profiles";
import { sql } from "drizzle-orm";
import { createConversations } from "#features/conversations";
import { createDiscovery } from "#features/discovery";
import {
  areFriends,
  blocksAmong,
  createFriends,
  friendIds,
  friendsAmong,
  notBlocked,
  openRequestsOf,
} from "#features/friends";
import { createProfile, createProfiles, presentUsers, settingsOf } from "#features/profiles";
import { createChanges } from "#kernel/changes";
import type { Changes } from "#kernel/changes";
import type { Database } from "#kernel/database";
import type { Delivery } from "#kernel/delivery";
import type { Http } from "#kernel/http";
import { newId } from "#kernel/ids";
import { createLimits } from "#kernel/limits";
import { createTransact } from "#kernel/unit-of-work";
import type { Transact } from "#kernel/unit-of-work";
import { silentDelivery } from "./silent-delivery.ts";
import { openTestDatabase } from "./test-database.ts";
import { buildTestHttp } from "./test-http.ts";

/** Profiles, friends, discovery and conversations over a real database, without sockets and sessions. */
export interface PeopleKit {
  db: Database;
  changes: Changes;
  /** What sockets were told, in order. */
  events: { userIds: readonly string[]; event: string; payload: unknown }[];
  /** What presence was told. */
  told: string[];
  /** Milliseconds since 1970 that the features take for now. */
  time: { now: number };
  /** A person with a profile; everything else as it is right after confirmation. */
  addPerson(name?: string): Promise<string>;
  befriend(a: string, b: string): Promise<string>;
  /** Calls a route as this person; null calls it without a session. */
  call(userId: string | null, route: string, body?: unknown): Promise<Answer>;
  close(): Promise<void>;
}

export interface Answer {
  status: number;
  body: {
    code: string;
    errors: { path: string }[];
    request: { id: string };
    conversation: { id: string };
    user: Me;
    items: Me[];
    next: string | null;
    total: number;
    incoming: { id: string; message: string; from: Me }[];
    outgoing: { id: string; to: Me }[];
  };
}

const FIRST_LINE = "Hello, shall we practise together?";

export async function startPeople(options: { limits?: boolean } = {}): Promise<PeopleKit> {
  const { db, close } = await openTestDatabase();
  const changes = createChanges();
  const events: PeopleKit["events"] = [];
  const told: string[] = [];
  const time = { now: Date.parse("2026-03-01T12:00:00.000Z") };
  const delivery: Delivery = {
    ...silentDelivery,
    toUsers: (userIds, event, payload) => events.push({ userIds, event, payload }),
  };
  const transact = createTransact({ db, changes, delivery });
  const http = await buildTestHttp();
  compose({ db, changes, transact, http, told, time, limits: options.limits ?? false });
  await http.ready();

  async function addPerson(name = "Ada"): Promise<string> {
    const userId = newId();
    await transact(async (unit) => {
      await unit.tx.execute(sql`INSERT INTO people (user_id) VALUES (${userId})`);
      await createProfile(unit, { userId, name });
    });
    return userId;
  }

  async function call(userId: string | null, route: string, body?: unknown): Promise<Answer> {
    const [method, url] = route.split(" ") as ["GET" | "POST" | "PATCH" | "PUT" | "DELETE", string];
    const response = await http.inject({
      method,
      url,
      headers: { host: "localhost:3000", ...(userId && { authorization: `Bearer ${userId}` }) },
      ...(body !== undefined && { payload: body as object }),
    });
    return {
      status: response.statusCode,
      body: response.body === "" ? {} : JSON.parse(response.body),
    };
  }

  async function befriend(a: string, b: string): Promise<string> {
    const asked = await call(a, "POST /api/friends/requests", { userId: b, message: FIRST_LINE });
    const { id } = asked.body.request;
    const answered = await call(b, `POST /api/friends/requests/${id}/accept`);
    return answered.body.conversation.id;
  }

  return {
    db,
    changes,
    events,
    told,
    time,
    addPerson,
    befriend,
    call,
    async close() {
      await http.close();
      await close();
    },
  };
}

interface Parts extends Pick<PeopleKit, "db" | "changes" | "told" | "time"> {
  transact: Transact;
  http: Http;
  limits: boolean;
}

function compose({ db, changes, transact, http, told, time, limits }: Parts): void {
  const clock = { now: () => new Date(time.now) };
  const conversations = createConversations({
    db,
    transact,
    clock,
    epoch: () => "one epoch",
    friends: { areFriends, blocksAmong },
    profiles: { presentUsers, settingsOf },
    messages: {
      newestOf: async () => new Map(),
      countUnread: async () => new Map(),
      frozenStates: async () => new Map(),
    },
  });
  const friends = createFriends({
    ...conversations,
    db,
    transact,
    changes,
    clock,
    limits: createLimits({ enabled: limits, clock }),
    endCallIn: async () => {},
    relationsChanged: (userIds) => told.push(`relations ${userIds.join(" ")}`),
  });
  const profiles = createProfiles({
    ...conversations,
    db,
    changes,
    transact,
    friendsAmong,
    openRequestsOf,
    audienceOf: async (executor, userId) => [
      ...new Set([
        ...(await friendIds(executor, userId)),
        ...(await conversations.partnersOf(executor, userId)),
      ]),
    ],
    visibleTo: (viewerId, userId) => notBlocked(sql`${viewerId}::uuid`, userId),
    accountOf: async (_executor, id) => ({ email: `${id}@parley.example`, role: "user" }),
    settingsChanged: (userId) => told.push(`settings ${userId}`),
  });
  const discovery = createDiscovery({ db });
  for (const feature of [conversations, friends, profiles, discovery]) feature.routes?.(http);
}
