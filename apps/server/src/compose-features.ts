import { sql } from "drizzle-orm";
import { createAccounts } from "#features/accounts";
import { createCalls } from "#features/calls";
import { createConversations } from "#features/conversations";
import type { Conversations } from "#features/conversations";
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
import { createMessages, messageReads } from "#features/messages";
import { createPresence } from "#features/presence";
import {
  createProfile,
  createProfiles,
  presentMe,
  presentUsers,
  settingsOf,
} from "#features/profiles";
import { createSync } from "#features/sync";
import { createChanges } from "#kernel/changes";
import type { Changes } from "#kernel/changes";
import { systemClock } from "#kernel/clock";
import type { Clock } from "#kernel/clock";
import type { Database, Executor } from "#kernel/database";
import type { Delivery } from "#kernel/delivery";
import type { Feature } from "#kernel/feature";
import type { Guard } from "#kernel/guard";
import type { HotLimits } from "#kernel/hot-limits";
import { deriveKeys } from "#kernel/keys";
import type { AppParts } from "#kernel/lifecycle";
import { createLimits } from "#kernel/limits";
import type { Limits } from "#kernel/limits";
import type { Log } from "#kernel/log";
import { createMail } from "#kernel/mail";
import type { Mail } from "#kernel/mail";
import { createPasswords } from "#kernel/passwords";
import type { Doorway } from "#kernel/realtime/doorway";
import { createTransact } from "#kernel/unit-of-work";
import type { Transact } from "#kernel/unit-of-work";

export interface ComposeParts extends AppParts {
  delivery: Delivery;
  hotLimits: HotLimits;
  doorway: Doorway;
}

export interface Composition {
  /** In dependency order. */
  features: Feature[];
  guard: Guard;
  mail: Mail;
}

/** What every feature is given. */
interface Base {
  db: Database;
  transact: Transact;
  changes: Changes;
  delivery: Delivery;
  limits: Limits;
  clock: Clock;
  log: Log;
  epoch(): string;
}

/** Makes every feature, and hands each as functions what it needs of those it may not import. */
export function composeFeatures(parts: ComposeParts): Composition {
  const base = createBase(parts);
  const mail = createMail({
    ...base,
    smtpUrl: parts.config.smtpUrl,
    from: parts.config.mailFrom,
    dataDir: parts.config.dataDir,
    print: (line) => process.stdout.write(`${line}\n`),
  });
  const accounts = createAccounts({
    ...base,
    mail,
    target: parts.database.target,
    passwords: createPasswords(),
    keys: deriveKeys(parts.secret),
    publicUrl: parts.config.publicUrl,
    createProfile,
    presentMe,
  });
  const { conversations, messages, calls, sync } = composeTalk(base, parts);
  const presence = createPresence({
    ...base,
    isLimited: parts.config.limits,
    friendsAmong,
    blocksAmong,
    settingsOf,
    fellowMembers: conversations.fellowMembers,
    fellowsAmong: partnersAmong(conversations),
  });
  const profiles = createProfiles({
    ...base,
    accountOf: accounts.accountOf,
    friendsAmong,
    openRequestsOf,
    visibleTo: (viewerId, userId) => notBlocked(sql`${viewerId}::uuid`, userId),
    audienceOf: audienceOf(conversations),
    receiptsVisibilityChanged: conversations.receiptsVisibilityChanged,
    settingsChanged: presence.settingsChanged,
  });
  const friends = createFriends({
    ...base,
    ...conversations,
    endCallIn: calls.endIn,
    relationsChanged: presence.relationsChanged,
  });
  const discovery = createDiscovery(base);
  const features = [
    accounts,
    profiles,
    friends,
    discovery,
    conversations,
    messages,
    calls,
    presence,
    sync,
  ];
  return { features, guard: accounts.guard, mail };
}

function createBase({ config, database, delivery, log, epoch }: ComposeParts): Base {
  const { db } = database;
  const changes = createChanges();
  return {
    db,
    changes,
    delivery,
    log,
    epoch,
    clock: systemClock,
    transact: createTransact({ db, changes, delivery }),
    limits: createLimits({ enabled: config.limits, clock: systemClock }),
  };
}

/** Conversations, their messages and calls, and how clients catch up. */
function composeTalk(base: Base, { hotLimits, doorway, config }: ComposeParts) {
  const conversations = createConversations({
    ...base,
    friends: { areFriends, blocksAmong },
    profiles: { presentUsers, settingsOf },
    messages: messageReads,
  });
  const messages = createMessages({
    ...base,
    limits: hotLimits,
    conversations,
    profiles: { presentUsers },
  });
  const calls = createCalls({
    ...base,
    hotLimits,
    conversations,
    ice: config.ice,
    ringMs: config.ringSeconds * 1_000,
  });
  const sync = createSync({
    ...base,
    doorway,
    conversations,
    messages: { ...messages.changes, countUnread: messageReads.countUnread },
    profiles: { presentUsers },
  });
  return { conversations, messages, calls, sync };
}

/** Who holds a person's profile among their own rows: friends and partners. */
function audienceOf(conversations: Conversations) {
  return async (executor: Executor, userId: string): Promise<string[]> => {
    const friends = await friendIds(executor, userId);
    return [...new Set([...friends, ...(await conversations.partnersOf(executor, userId))])];
  };
}

function partnersAmong(conversations: Conversations) {
  return async (executor: Executor, userId: string, ids: readonly string[]) => {
    const partners = new Set(await conversations.partnersOf(executor, userId));
    return new Set(ids.filter((id) => partners.has(id)));
  };
}
