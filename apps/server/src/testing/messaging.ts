import type { CallAnswer } from "@parley/protocol/calls";
import type { CommandName, CommandPayload } from "@parley/protocol/commands";
import type { HistoryPage, SendResult } from "@parley/protocol/messages";
import type { SyncAnswer, SyncRequest } from "@parley/protocol/sync";
import { createCalls } from "#features/calls";
import type { Calls, IceConfig } from "#features/calls";
import { createConversations } from "#features/conversations";
import type { Conversations } from "#features/conversations";
import { areFriends, blocksAmong } from "#features/friends";
import { createMessages, messageReads } from "#features/messages";
import type { Messages } from "#features/messages";
import { presentUsers, settingsOf } from "#features/profiles";
import { createSync } from "#features/sync";
import type { SyncLimits } from "#features/sync";
import { createChanges } from "#kernel/changes";
import type { Delivery } from "#kernel/delivery";
import { AppError } from "#kernel/errors";
import type { Connection } from "#kernel/feature";
import { createHotLimits } from "#kernel/hot-limits";
import { createLimits } from "#kernel/limits";
import { createLog } from "#kernel/log";
import { createDoorway } from "#kernel/realtime/doorway";
import { createTransact } from "#kernel/unit-of-work";
import type { Transact } from "#kernel/unit-of-work";
import { silentDelivery } from "./silent-delivery.ts";
import { openTestDatabase } from "./test-database.ts";
import type { TestDatabase } from "./test-database.ts";
import { buildTestHttp } from "./test-http.ts";

export const EPOCH = "0199a000-0000-7000-8000-00000000e001";

export interface Told {
  userIds: readonly string[];
  /** The devices told instead of people, or the one of these people that is not. */
  devices?: readonly string[];
  except?: string;
  event: string;
  payload: Record<string, unknown>;
}

export interface CallActor {
  userId: string;
  device: string;
}

export type CallCommandName = Extract<CommandName, `call:${string}`>;

export interface Draft {
  id: string;
  body: string;
  lang?: string | null;
}

export type Refused = { ok: false; code: string; row?: unknown };

/** Conversations, messages, calls and sync over a real database: one node without sockets and sessions. */
export interface Messaging {
  database: TestDatabase;
  transact: Transact;
  conversations: Conversations;
  calls: Calls;
  /** What sockets were told, in order. */
  events: Told[];
  send(
    userId: string,
    conversationId: string,
    drafts: readonly Draft[],
  ): Promise<{ ok: true; results: SendResult[] } | Refused>;
  edit(
    userId: string,
    edit: { conversationId: string; id: string; body: string; lang?: string; baseVer: number },
  ): Promise<{ ok: true; ver: number } | Refused>;
  remove(
    userId: string,
    message: { conversationId: string; id: string },
  ): Promise<{ ok: true; ver: number } | Refused>;
  /** A command of a call, from a device. */
  inCall<N extends CallCommandName>(
    actor: CallActor,
    name: N,
    payload: CommandPayload<N>,
  ): Promise<({ ok: true } & CallAnswer) | Refused>;
  receipt(
    userId: string,
    receipt: { conversationId: string; delivered?: number; read?: number },
  ): Promise<{ ok: true; delivered: number; read: number } | Refused>;
  sync(userId: string, request: Partial<SyncRequest>): Promise<SyncAnswer>;
  history(userId: string, conversationId: string, query?: string): Promise<HistoryPage>;
  /** Any route as this person. */
  call(
    userId: string | null,
    route: string,
    body?: object,
  ): Promise<{ status: number; body: Record<string, unknown>; bytes: number }>;
  close(): Promise<void>;
}

export interface MessagingOptions {
  /** Another node on the same database. */
  database?: TestDatabase;
  syncLimits?: SyncLimits;
  hasLimits?: boolean;
  ice?: IceConfig;
  /** Hears each event at the moment at which sockets would. */
  onTold?: (told: Told) => void;
  /** Replaces a clock on which every look is two seconds later, so that receipts never wait. */
  now?: () => Date;
}

export async function startMessaging(options: MessagingOptions = {}): Promise<Messaging> {
  const database = options.database ?? (await openTestDatabase());
  const events: Told[] = [];
  const delivery = recordIn(events, options.onTold);
  const { transact, conversations, messages, calls, http } = await compose(
    database,
    delivery,
    options,
  );
  await http.ready();

  async function call(userId: string | null, route: string, body?: object) {
    const [method, url] = route.split(" ") as ["GET" | "POST" | "PATCH" | "PUT" | "DELETE", string];
    const response = await http.inject({
      method,
      url,
      headers: { host: "localhost:3000", ...(userId && { authorization: `Bearer ${userId}` }) },
      ...(body && { payload: body }),
    });
    const parsed: Record<string, unknown> = response.body === "" ? {} : JSON.parse(response.body);
    return { status: response.statusCode, body: parsed, bytes: Buffer.byteLength(response.body) };
  }

  async function fetchOk<T>(userId: string, route: string, body?: object): Promise<T> {
    const answer = await call(userId, route, body);
    if (answer.status !== 200) throw new Error(`${route}: ${JSON.stringify(answer.body)}`);
    return answer.body as T;
  }

  return {
    database,
    transact,
    conversations,
    calls,
    events,
    ...bindCommands({ conversations, messages, calls }),
    call,
    sync: (userId, request) =>
      fetchOk(userId, "POST /api/sync", {
        epoch: EPOCH,
        userVer: 0,
        conversations: [],
        ...request,
      }),
    history: (userId, conversationId, query = "") =>
      fetchOk(userId, `GET /api/conversations/${conversationId}/messages?${query}`),
    async close() {
      await http.close();
      await conversations.close?.();
      await messages.close?.();
      await calls.close?.();
      if (!options.database) await database.close();
    },
  };
}

/** Notes what sockets would be told at the moment at which they would. */
function recordIn(events: Told[], onTold: (told: Told) => void = () => {}): Delivery {
  function tell(told: Told): void {
    if (told.userIds.length === 0 && !told.devices?.length) return;
    const copy = structuredClone(told);
    events.push(copy);
    onTold(copy);
  }
  return {
    ...silentDelivery,
    toUsers: (userIds, event, payload) => tell({ userIds, event, payload }),
    toOtherDevices: (to, event, payload) => tell({ ...to, event, payload }),
    toDevices: (devices, event, payload) => tell({ userIds: [], devices, event, payload }),
  };
}

async function compose(database: TestDatabase, delivery: Delivery, options: MessagingOptions) {
  const { db } = database;
  let time = Date.parse("2026-03-01T12:00:00.000Z");
  const clock = { now: options.now ?? (() => new Date((time += 2_000))) };
  const changes = createChanges();
  changes.register("user", (executor, _viewerId, ids) => presentUsers(executor, ids));
  const transact = createTransact({ db, changes, delivery });
  const base = { db, transact, delivery, clock, epoch: () => EPOCH, log: createLog("silent") };
  const conversations = createConversations({
    ...base,
    friends: { areFriends, blocksAmong },
    profiles: { presentUsers, settingsOf },
    messages: messageReads,
  });
  const limits = createHotLimits({ clock, enabled: options.hasLimits ?? false });
  const messages = createMessages({
    ...base,
    limits,
    conversations,
    profiles: { presentUsers },
  });
  const calls = createCalls({
    ...base,
    changes,
    limits: createLimits({ clock, enabled: options.hasLimits ?? false }),
    hotLimits: limits,
    conversations,
    ice: options.ice ?? { stunUrls: [], turnUrls: [], turnSecret: null },
    ringMs: 30_000,
  });
  const sync = createSync(
    {
      ...base,
      doorway: createDoorway(),
      changes,
      conversations,
      messages: messages.changes,
      profiles: { presentUsers },
    },
    options.syncLimits,
  );
  const http = await buildTestHttp();
  for (const feature of [conversations, messages, calls, sync]) feature.routes?.(http);
  return { transact, conversations, messages, calls, http };
}

function bindCommands({
  conversations,
  messages,
  calls,
}: {
  conversations: Conversations;
  messages: Messages;
  calls: Calls;
}): Pick<Messaging, "send" | "edit" | "remove" | "receipt" | "inCall"> {
  const commands = { ...conversations.commands, ...messages.commands };
  return {
    inCall(actor, name, payload) {
      const command = calls.commands?.[name];
      return settle(command?.(connect(actor.userId, actor.device), payload));
    },
    send: (userId, conversationId, drafts) =>
      settle(
        commands["message:send"]?.(connect(userId), {
          conversationId,
          messages: drafts.map((draft) => ({ kind: "text", ...draft })),
        }),
      ),
    edit: (userId, edit) => settle(commands["message:edit"]?.(connect(userId), edit)),
    remove: (userId, message) =>
      settle(commands["message:delete"]?.(connect(userId), { ...message, for: "everyone" })),
    receipt: (userId, receipt) => settle(commands["receipt:advance"]?.(connect(userId), receipt)),
  };
}

function connect(userId: string, device: string | null = null): Connection {
  const identity = { userId, role: "user", sessionId: userId, scopes: null } as const;
  return { socketId: userId, identity, device, signal: new AbortController().signal };
}

async function settle<T>(command: Promise<T> | undefined): Promise<({ ok: true } & T) | Refused> {
  if (!command) throw new Error("There is no such command.");
  try {
    return { ok: true, ...(await command) };
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    const { row } = error.details;
    return { ok: false, code: error.code, ...(row && { row }) };
  }
}
