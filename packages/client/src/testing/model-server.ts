import type { ServerEvent } from "../transport.ts";
import { conversationOf } from "./people.ts";
import type { Message, SendResult } from "@parley/protocol/messages";
import type { Settings, User } from "@parley/protocol/profiles";
import type { CommandRefusal } from "@parley/protocol/commands";
import type { Change } from "@parley/protocol/sync";
import type { ReceiptChanged } from "@parley/protocol/events";

/** Limits of a server, small in tests so that every path is taken. */
export interface ModelLimits {
  /** More changed rows than this come as a head. */
  headRows: number;
  /** Rows in a page of a delta, conversations in an answer, messages in a head and in history. */
  pageRows: number;
  answerEntries: number;
  headMessages: number;
  historyRows: number;
}

export const TINY_LIMITS: ModelLimits = {
  headRows: 8,
  pageRows: 3,
  answerEntries: 3,
  headMessages: 4,
  historyRows: 4,
};

export interface ModelPerson {
  user: User;
  settings: Settings;
  ver: number;
  changes: Map<string, Change>;
}

export interface ModelReceipt {
  delivered: number;
  read: number;
  ver: number;
}

export interface ModelConversation {
  id: string;
  ver: number;
  receiptVer: number;
  visVer: number;
  seq: number;
  at: string;
  members: string[];
  canSend: boolean;
  messages: Map<string, Message & { firstVer: number }>;
  receipts: Map<string, ModelReceipt>;
}

/** An event with the people it goes to. */
export interface Delivery {
  to: readonly string[];
  event: ServerEvent;
}

export interface ModelData {
  people: Map<string, ModelPerson>;
  conversations: Map<string, ModelConversation>;
}

/** What the protocol says of a server, in memory: direct conversations, their receipts and people. */
export class ModelServer {
  epoch = "epoch-1";
  readonly limits: ModelLimits;
  readonly now: () => number;
  data: ModelData = { people: new Map(), conversations: new Map() };
  /** Called with every event after its commit. */
  onDelivery: (delivery: Delivery) => void = () => {};

  constructor(options: { limits?: ModelLimits; now?: () => number } = {}) {
    this.limits = options.limits ?? TINY_LIMITS;
    this.now = options.now ?? (() => Date.UTC(2026, 2, 1));
  }

  snapshot(): ModelData {
    return structuredClone(this.data);
  }

  /** Goes back to a backup, as an operator would: with a new epoch, or without one by hand. */
  restore(data: ModelData, epoch: string): void {
    this.data = structuredClone(data);
    this.epoch = epoch;
  }

  addPerson(id: string): void {
    const user: User = {
      id,
      username: id,
      name: id,
      avatarUrl: null,
      bio: "",
      place: "",
      timeZone: null,
      speaks: [],
      learns: [],
      ver: 1,
    };
    const settings: Settings = {
      theme: "system",
      language: "en",
      sounds: true,
      receipts: true,
      typing: true,
      presence: true,
    };
    this.data.people.set(id, { user, settings, ver: 0, changes: new Map() });
    this.#change(id, { kind: "settings", id, row: settings });
  }

  /** Makes two people friends and gives them a conversation; its id. */
  befriend(a: string, b: string): string {
    const id = conversationOf(a, b);
    let conversation = this.data.conversations.get(id);
    if (!conversation) {
      const receipts = [a, b].map((who) => [who, { delivered: 0, read: 0, ver: 0 }] as const);
      conversation = {
        id,
        ver: 1,
        receiptVer: 0,
        visVer: 0,
        seq: 0,
        at: this.time(),
        members: [a, b],
        canSend: true,
        messages: new Map(),
        receipts: new Map(receipts),
      };
      this.data.conversations.set(id, conversation);
      this.#emitChanged(conversation, 0, { members: conversation.members, isNew: true });
    }
    conversation.canSend = true;
    this.#relate(a, b, true);
    return id;
  }

  unfriend(a: string, b: string): void {
    const conversation = this.data.conversations.get(conversationOf(a, b));
    if (conversation) conversation.canSend = false;
    this.#relate(a, b, false);
  }

  rename(id: string, name: string): void {
    const person = this.person(id);
    person.user = { ...person.user, name, ver: person.user.ver + 1 };
    const touched = new Set([id]);
    for (const { members } of this.data.conversations.values()) {
      if (members.includes(id)) for (const member of members) touched.add(member);
    }
    for (const viewer of touched) {
      const row = { ...person.user, friend: this.#isFriend(viewer, id) };
      this.#change(viewer, { kind: "user", id, row });
    }
  }

  setReceipts(id: string, receipts: boolean): void {
    const person = this.person(id);
    const hasChanged = person.settings.receipts !== receipts;
    person.settings = { ...person.settings, receipts };
    for (const conversation of this.data.conversations.values()) {
      if (!hasChanged || !conversation.members.includes(id)) continue;
      conversation.receiptVer += 1;
      conversation.visVer = conversation.receiptVer;
    }
    this.#change(id, { kind: "settings", id, row: person.settings });
  }

  send(
    senderId: string,
    conversationId: string,
    list: readonly { id: string; body: string; lang?: string | null | undefined }[],
  ): { ok: true; epoch: string; results: SendResult[] } | CommandRefusal {
    const conversation = this.memberOf(senderId, conversationId);
    if (!conversation) return this.refuse("NOT_FOUND");
    const results: SendResult[] = [];
    const since = conversation.ver;
    const written: Message[] = [];
    for (const { id, body, lang } of list) {
      const old = conversation.messages.get(id);
      if (old) {
        results.push(this.#repeat(conversation, old, senderId));
        continue;
      }
      if (!conversation.canSend) {
        results.push({ id, ok: false, error: { code: "CANNOT_WRITE", message: "No." } });
        continue;
      }
      conversation.seq += 1;
      conversation.ver += 1;
      conversation.at = this.time();
      const message = createMessage(conversation, { id, senderId, body, lang: lang ?? null });
      conversation.messages.set(id, message);
      written.push(message);
      const { seq, ver, at } = message;
      results.push({ id, ok: true, seq, ver, at, duplicate: false });
    }
    if (written.length > 0) this.#emitChanged(conversation, since, { messages: written });
    return { ok: true, epoch: this.epoch, results };
  }

  edit(
    userId: string,
    { conversationId, id, body, baseVer }: EditPayload,
  ): { ok: true; epoch: string; ver: number } | CommandRefusal {
    const conversation = this.memberOf(userId, conversationId);
    const message = conversation?.messages.get(id);
    if (!conversation || message?.senderId !== userId || message.deletedAt) {
      return this.refuse("NOT_FOUND");
    }
    if (message.body === body) return { ok: true, epoch: this.epoch, ver: message.ver };
    if (message.ver !== baseVer) return { ...this.refuse("CONFLICT"), row: strip(message) };
    return this.#touch(conversation, { ...message, body, editedAt: this.time() });
  }

  remove(
    userId: string,
    conversationId: string,
    id: string,
  ): { ok: true; epoch: string; ver: number } | CommandRefusal {
    const conversation = this.memberOf(userId, conversationId);
    const message = conversation?.messages.get(id);
    if (!conversation || message?.senderId !== userId) return this.refuse("NOT_FOUND");
    if (message.deletedAt) return { ok: true, epoch: this.epoch, ver: message.ver };
    return this.#touch(conversation, { ...message, body: null, deletedAt: this.time() });
  }

  advance(
    userId: string,
    { conversationId, delivered = 0, read = 0 }: AdvancePayload,
  ): { ok: true; epoch: string; delivered: number; read: number } | CommandRefusal {
    const conversation = this.memberOf(userId, conversationId);
    const receipt = conversation?.receipts.get(userId);
    if (!conversation || !receipt) return this.refuse("NOT_FOUND");
    const next = {
      read: Math.max(receipt.read, Math.min(read, conversation.seq)),
      delivered: Math.max(receipt.delivered, Math.min(Math.max(delivered, read), conversation.seq)),
    };
    if (next.read > receipt.read || next.delivered > receipt.delivered) {
      conversation.receiptVer += 1;
      Object.assign(receipt, next, { ver: conversation.receiptVer });
      const payload: ReceiptChanged = {
        epoch: this.epoch,
        conversationId,
        receiptVer: conversation.receiptVer,
        userId,
        ...next,
      };
      const to = conversation.members.filter((viewer) => this.seesReceipt(viewer, userId));
      this.onDelivery({ to, event: { name: "receipt:changed", payload } });
    }
    return { ok: true, epoch: this.epoch, ...next };
  }

  person(id: string): ModelPerson {
    const person = this.data.people.get(id);
    if (!person) throw new Error(`There is nobody called ${id}.`);
    return person;
  }

  memberOf(userId: string, conversationId: string): ModelConversation | null {
    const conversation = this.data.conversations.get(conversationId);
    return conversation?.members.includes(userId) ? conversation : null;
  }

  seesReceipt(viewer: string, userId: string): boolean {
    if (viewer === userId) return true;
    return this.person(viewer).settings.receipts && this.person(userId).settings.receipts;
  }

  refuse(code: string): CommandRefusal {
    return { ok: false, epoch: this.epoch, error: { code, message: code } };
  }

  time(): string {
    return new Date(this.now()).toISOString();
  }

  #repeat(
    conversation: ModelConversation,
    old: Message & { firstVer: number },
    senderId: string,
  ): SendResult {
    const { id, seq, at, firstVer: ver } = old;
    if (old.senderId !== senderId) {
      return { id, ok: false, error: { code: "ID_TAKEN", message: "Taken." } };
    }
    this.#emitChanged(conversation, ver - 1, { messages: [old], ver });
    return { id, ok: true, seq, ver, at, duplicate: true };
  }

  #touch(
    conversation: ModelConversation,
    message: Message & { firstVer: number },
  ): { ok: true; epoch: string; ver: number } {
    conversation.ver += 1;
    const touched = { ...message, ver: conversation.ver };
    conversation.messages.set(message.id, touched);
    this.#emitChanged(conversation, conversation.ver - 1, { messages: [touched] });
    return { ok: true, epoch: this.epoch, ver: touched.ver };
  }

  #emitChanged(
    conversation: ModelConversation,
    since: number,
    rows: {
      messages?: (Message & { firstVer: number })[] | Message[];
      members?: string[];
      isNew?: boolean;
      ver?: number;
    },
  ): void {
    const { id, members, messages: _all, ...rest } = conversation;
    const payload = {
      epoch: this.epoch,
      conversationId: id,
      since,
      ver: rows.ver ?? conversation.ver,
      messages: (rows.messages ?? []).map(strip),
      ...(rows.members && { members: rows.members.map(toMember) }),
      ...(rows.isNew && { conversation: toRow({ id, ...rest }) }),
      users: members.map((member) => this.person(member).user),
    };
    this.onDelivery({ to: members, event: { name: "conversation:changed", payload } });
  }

  #relate(a: string, b: string, friend: boolean): void {
    for (const [viewer, other] of [
      [a, b],
      [b, a],
    ] as const) {
      const row = { ...this.person(other).user, friend };
      this.#change(viewer, { kind: "user", id: other, row });
    }
  }

  #isFriend(viewer: string, other: string): boolean {
    return [...this.data.conversations.values()].some(
      ({ members, canSend }) => canSend && members.includes(viewer) && members.includes(other),
    );
  }

  #change(userId: string, change: Omit<Change, "ver">): void {
    const person = this.person(userId);
    person.ver += 1;
    const row = { ...change, ver: person.ver };
    person.changes.set(`${change.kind}/${change.id}`, row);
    const payload = { epoch: this.epoch, since: person.ver - 1, ver: person.ver, changes: [row] };
    this.onDelivery({ to: [userId], event: { name: "user:changed", payload } });
  }
}

interface EditPayload {
  conversationId: string;
  id: string;
  body: string;
  baseVer: number;
}

interface AdvancePayload {
  conversationId: string;
  delivered?: number | undefined;
  read?: number | undefined;
}

function createMessage(
  conversation: ModelConversation,
  text: { id: string; senderId: string; body: string; lang: string | null },
): Message & { firstVer: number } {
  return {
    ...text,
    conversationId: conversation.id,
    seq: conversation.seq,
    ver: conversation.ver,
    firstVer: conversation.ver,
    at: conversation.at,
    kind: "text",
    replyTo: null,
    editedAt: null,
    deletedAt: null,
  };
}

/** A message as it goes over the wire. */
export function strip(message: Message): Message {
  const { firstVer: _firstVer, ...row } = message as Message & { firstVer?: number };
  return row;
}

export function toMember(userId: string) {
  return { userId, role: "member" as const, ver: 1 };
}

export function toRow({ id, seq, at }: Pick<ModelConversation, "id" | "seq" | "at">) {
  return { id, kind: "direct" as const, title: null, ver: 1, seq, at };
}
