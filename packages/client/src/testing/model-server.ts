import type { CallSummary } from "@parley/protocol/calls";
import type { CommandRefusal } from "@parley/protocol/commands";
import type { ReceiptChanged } from "@parley/protocol/events";
import type { SendResult } from "@parley/protocol/messages";
import type { User } from "@parley/protocol/profiles";
import { ModelBase, touch, type Unit } from "./model-base.ts";
import {
  activeMembers,
  areBlocked,
  join,
  leave,
  nameOfPair,
  seesReceipt,
  setWritable,
  strip,
  toMember,
  toRow,
  viewOf,
  type ModelConversation,
  type ModelMessage,
} from "./model-data.ts";
import { conversationOf } from "./people.ts";

export { TINY_LIMITS } from "./model-data.ts";
export type { Delivery, ModelConversation, ModelData, ModelLimits } from "./model-data.ts";

type Changed = { ok: true; epoch: string; ver: number } | CommandRefusal;

/** What the protocol says of a server, in memory: people, conversations, messages and receipts. */
export class ModelServer extends ModelBase {
  addPerson(id: string, profile: Partial<User> = {}): void {
    const words = { username: id, name: id, avatarUrl: null, bio: "", place: "", timeZone: null };
    const user: User = { id, ...words, speaks: [], learns: [], ver: 1, ...profile };
    const switches = {
      sounds: true,
      shortcuts: true,
      receipts: true,
      typing: true,
      presence: true,
    };
    const settings = { theme: "system", language: "en", ...switches } as const;
    this.data.people.set(id, { user, settings, ver: 0, changes: new Map() });
    this.transact((unit) => {
      touch(unit, id, { kind: "user", id });
      touch(unit, id, { kind: "settings", id });
    });
  }

  /** Asks somebody to become friends. */
  request(request: { id: string; from: string; to: string; message: string; at: string }): void {
    this.data.requests.set(request.id, request);
    this.transact((unit) => {
      for (const id of [request.from, request.to]) touch(unit, id, { kind: "request", ...request });
    });
  }

  /** A request is refused, or taken back. */
  endRequest(id: string): void {
    this.transact((unit) => this.#endRequest(unit, id));
  }

  /** Makes two people friends and gives them a conversation; its id. */
  befriend(a: string, b: string, id: string = conversationOf(a, b)): string {
    if (areBlocked(this.data, a, b)) return id;
    this.transact((unit) => {
      this.#openDirect(unit, [a, b], id);
      this.data.friends.add(nameOfPair(a, b));
      for (const request of this.data.requests.values()) {
        if (nameOfPair(request.from, request.to) === nameOfPair(a, b)) {
          this.#endRequest(unit, request.id);
        }
      }
      touchPair(unit, a, b);
    });
    return id;
  }

  unfriend(a: string, b: string): void {
    if (!this.data.friends.delete(nameOfPair(a, b))) return;
    this.transact((unit) => {
      setWritable(this.#direct(a, b), false);
      touchPair(unit, a, b);
    });
  }

  block(userId: string, other: string): void {
    const { blocks, friends, requests } = this.data;
    if (blocks.has(`${userId} ${other}`)) return;
    blocks.add(`${userId} ${other}`);
    const wereFriends = friends.delete(nameOfPair(userId, other));
    this.transact((unit) => {
      const pending = [...requests.values()].find(
        ({ from, to }) => nameOfPair(from, to) === nameOfPair(userId, other),
      );
      if (pending) this.#endRequest(unit, pending.id);
      const direct = this.#direct(userId, other);
      setWritable(direct, false);
      this.touchVisibility(({ members }) => members.has(userId) && members.has(other));
      touch(unit, userId, { kind: "block", id: other });
      if (wereFriends || direct) touchPair(unit, userId, other);
    });
  }

  unblock(userId: string, other: string): void {
    if (!this.data.blocks.delete(`${userId} ${other}`)) return;
    this.transact((unit) => {
      this.touchVisibility(({ members }) => members.has(userId) && members.has(other));
      touch(unit, userId, { kind: "block", id: other, isGone: true });
      if (this.#direct(userId, other)) touchPair(unit, userId, other);
    });
  }

  rename(id: string, name: string): void {
    const person = this.person(id);
    if (person.user.name === name) return;
    person.user = { ...person.user, name, ver: person.user.ver + 1 };
    this.transact((unit) => {
      touch(unit, id, { kind: "user", id });
      for (const viewer of this.#audienceOf(id)) touch(unit, viewer, { kind: "user", id });
      for (const request of [...this.data.requests.values()].toReversed()) {
        if (![request.from, request.to].includes(id)) continue;
        for (const side of [request.from, request.to]) {
          touch(unit, side, { kind: "request", id: request.id });
        }
      }
    });
  }

  setReceipts(id: string, receipts: boolean): void {
    const person = this.person(id);
    if (person.settings.receipts === receipts) return;
    person.settings = { ...person.settings, receipts };
    this.transact((unit) => {
      touch(unit, id, { kind: "settings", id });
      this.touchVisibility(({ members }) => members.has(id));
    });
  }

  /** Makes a group, as yet without telling anybody. */
  addGroup(id: string, userIds: readonly string[]): void {
    const group = this.#createConversation(id, "group", userIds);
    this.data.conversations.set(id, group);
  }

  /** Lets people into a group, or out of it, as one change that all hear of. */
  changeMembers(id: string, userIds: readonly string[], isIn: boolean): void {
    const conversation = this.data.conversations.get(id);
    const todo = userIds.filter(
      (userId) => ((conversation?.members.get(userId)?.role ?? null) !== null) !== isIn,
    );
    if (!conversation || todo.length === 0) return;
    const before = activeMembers(conversation);
    conversation.ver += 1;
    const changed = todo.map((userId) =>
      isIn ? join(conversation, userId) : leave(conversation, userId),
    );
    this.touchVisibility((one) => one === conversation);
    for (const userId of isIn ? [] : todo) {
      const receipt = conversation.receipts.get(userId);
      // What they held of others' receipts no longer counts.
      if (receipt) receipt.ver = conversation.receiptVer;
    }
    this.transact((unit) => {
      const members = changed.map(toMember);
      const users = todo.map((userId) => this.person(userId).user);
      const to = [...new Set([...before, ...todo])];
      this.emitChanged(unit, conversation, { to, members, users });
    });
  }

  /** Tells the members that something may have happened: what other nodes do when one has died. */
  poke(conversationId: string): void {
    const conversation = this.data.conversations.get(conversationId);
    if (!conversation) return;
    this.transact((unit) => {
      this.emitChanged(unit, conversation, { since: conversation.ver });
    });
  }

  send(
    senderId: string,
    conversationId: string,
    list: readonly { id: string; body: string; lang?: string | null | undefined }[],
  ): { ok: true; epoch: string; results: SendResult[] } | CommandRefusal {
    const conversation = this.data.conversations.get(conversationId);
    const member = conversation?.members.get(senderId);
    if (!conversation || !member) return this.refuse("NOT_FOUND");
    const since = conversation.ver;
    const written: ModelMessage[] = [];
    const repeated: ModelMessage[] = [];
    const results = list.map(({ id, body, lang = null }): SendResult => {
      const old = conversation.messages.get(id);
      if (old && old.senderId !== senderId) return refuseOne(id, "ID_TAKEN");
      if (old) {
        repeated.push(old);
        const { seq, at, firstVer: ver } = old;
        return { id, ok: true, seq, ver, at, duplicate: true };
      }
      if (member.role === null || !member.canSend) return refuseOne(id, "CANNOT_WRITE");
      const message = this.#write(conversation, { id, senderId, body, lang });
      written.push(message);
      const { seq, ver, at } = message;
      return { id, ok: true, seq, ver, at, duplicate: false };
    });
    this.transact((unit) => {
      if (written.length > 0) {
        this.emitChanged(unit, conversation, { since, messages: written.map(strip) });
      }
      for (const message of member.role === null ? [] : repeated) {
        const { firstVer: ver } = message;
        const rows = { since: ver - 1, ver, messages: [strip(message)] };
        this.emitChanged(unit, conversation, rows);
      }
    });
    return { ok: true, epoch: this.epoch, results };
  }

  /** A call that has ended leaves a message; whoever may not write calls nobody. */
  keepCall(senderId: string, conversationId: string, call: CallSummary): void {
    const conversation = this.data.conversations.get(conversationId);
    const member = conversation?.members.get(senderId);
    if (!conversation || !member?.role || !member.canSend) return;
    const text = { id: call.id, senderId, body: null, lang: null };
    const message = { ...this.#write(conversation, text), kind: "call", call };
    conversation.messages.set(call.id, message);
    this.transact((unit) => this.emitChanged(unit, conversation, { messages: [strip(message)] }));
  }

  edit(
    userId: string,
    edit: { conversationId: string; id: string; body: string; baseVer: number },
  ): Changed {
    const { conversationId, id, body, baseVer } = edit;
    const found = this.#ownMessage(userId, conversationId, id);
    if (!found || found.message.deletedAt) return this.refuse("NOT_FOUND");
    const { conversation, member, message } = found;
    if (message.body === body) return { ok: true, epoch: this.epoch, ver: message.ver };
    if (!member.canSend) return this.refuse("CANNOT_WRITE");
    if (message.ver !== baseVer) return { ...this.refuse("CONFLICT"), row: strip(message) };
    return this.#change(conversation, { ...message, body, editedAt: this.time() });
  }

  remove(userId: string, conversationId: string, id: string): Changed {
    const found = this.#ownMessage(userId, conversationId, id);
    if (!found) return this.refuse("NOT_FOUND");
    const { conversation, member, message } = found;
    if (message.deletedAt) return { ok: true, epoch: this.epoch, ver: message.ver };
    if (!member.canSend) return this.refuse("CANNOT_WRITE");
    const tombstone = { ...message, body: null, lang: null, deletedAt: this.time() };
    return this.#change(conversation, tombstone);
  }

  advance(
    userId: string,
    asked: {
      conversationId: string;
      delivered?: number | undefined;
      read?: number | undefined;
    },
  ): { ok: true; epoch: string; delivered: number; read: number } | CommandRefusal {
    const { conversationId } = asked;
    const conversation = this.data.conversations.get(conversationId);
    const member = conversation?.members.get(userId);
    const receipt = conversation?.receipts.get(userId);
    if (!conversation || !member || !receipt) return this.refuse("NOT_FOUND");
    const end = member.leftSeq ?? conversation.seq;
    const read = Math.max(receipt.read, Math.min(asked.read ?? 0, end));
    const wanted = Math.min(Math.max(asked.delivered ?? 0, asked.read ?? 0), end);
    const delivered = Math.max(receipt.delivered, wanted);
    if (read > receipt.read || delivered > receipt.delivered) {
      conversation.receiptVer += 1;
      Object.assign(receipt, { read, delivered, ver: conversation.receiptVer });
      this.#emitReceipt(conversation, { userId, delivered, read });
    }
    return { ok: true, epoch: this.epoch, delivered, read };
  }

  memberOf(userId: string, conversationId: string): ModelConversation | null {
    const conversation = this.data.conversations.get(conversationId);
    return conversation?.members.has(userId) ? conversation : null;
  }

  #direct(a: string, b: string): ModelConversation | undefined {
    return [...this.data.conversations.values()].find(
      ({ kind, members }) => kind === "direct" && members.has(a) && members.has(b),
    );
  }

  #openDirect(unit: Unit, people: [string, string], id: string): void {
    const held = this.#direct(...people);
    if (held) return setWritable(held, true);
    const conversation = this.#createConversation(id, "direct", people);
    this.data.conversations.set(id, conversation);
    const members = viewOf(conversation, people[0])?.members ?? [];
    const users = people.map((userId) => this.person(userId).user);
    const row = toRow(conversation, conversation);
    this.emitChanged(unit, conversation, { members, users, conversation: row });
  }

  #createConversation(
    id: string,
    kind: ModelConversation["kind"],
    userIds: readonly string[],
  ): ModelConversation {
    const conversation: ModelConversation = {
      id,
      kind,
      title: kind === "group" ? "Tea" : null,
      ver: 1,
      receiptVer: 0,
      visVer: 0,
      seq: 0,
      at: this.time(),
      members: new Map(),
      messages: new Map(),
      receipts: new Map(),
    };
    for (const userId of userIds) join(conversation, userId);
    return conversation;
  }

  #endRequest(unit: Unit, id: string): void {
    const request = this.data.requests.get(id);
    this.data.requests.delete(id);
    for (const side of request ? [request.from, request.to] : []) {
      touch(unit, side, { kind: "request", id, isGone: true });
    }
  }

  #ownMessage(userId: string, conversationId: string, id: string) {
    const conversation = this.data.conversations.get(conversationId);
    const member = conversation?.members.get(userId);
    const message = conversation?.messages.get(id);
    if (!conversation || !member || member.role === null) return null;
    return message?.senderId === userId ? { conversation, member, message } : null;
  }

  #write(
    conversation: ModelConversation,
    text: { id: string; senderId: string; body: string | null; lang: string | null },
  ): ModelMessage {
    conversation.seq += 1;
    conversation.ver += 1;
    const now = this.time();
    // Clocks of nodes differ; time in a conversation never goes back.
    conversation.at = now > conversation.at ? now : conversation.at;
    const { id: conversationId, seq, ver, at } = conversation;
    const place = { conversationId, seq, ver, firstVer: ver, at };
    const nothing = { replyTo: null, editedAt: null, deletedAt: null };
    const message = { ...text, ...place, kind: "text", ...nothing };
    conversation.messages.set(text.id, message);
    return message;
  }

  #change(conversation: ModelConversation, message: ModelMessage): Changed {
    conversation.ver += 1;
    const { ver } = conversation;
    const changed = { ...message, ver };
    conversation.messages.set(message.id, changed);
    this.transact((unit) => this.emitChanged(unit, conversation, { messages: [strip(changed)] }));
    return { ok: true, epoch: this.epoch, ver };
  }

  #emitReceipt(
    conversation: ModelConversation,
    receipt: Pick<ReceiptChanged, "userId" | "delivered" | "read">,
  ): void {
    const { id: conversationId, receiptVer } = conversation;
    const to = [...conversation.members.keys()].filter((viewer) =>
      seesReceipt(this.data, conversation, [viewer, receipt.userId]),
    );
    const payload = { epoch: this.epoch, conversationId, receiptVer, ...receipt };
    this.transact(({ events }) => events.push({ to, event: { name: "receipt:changed", payload } }));
  }

  #audienceOf(id: string): Set<string> {
    const audience = new Set<string>();
    for (const { kind, members } of this.data.conversations.values()) {
      if (kind !== "direct" || !members.has(id)) continue;
      for (const member of members.keys()) if (member !== id) audience.add(member);
    }
    return audience;
  }
}

/** Both hold each other's profile, and it says anew whether they are friends. */
function touchPair(unit: Unit, a: string, b: string): void {
  touch(unit, a, { kind: "user", id: b });
  touch(unit, b, { kind: "user", id: a });
}

function refuseOne(id: string, code: string): SendResult {
  return { id, ok: false, error: { code, message: code } };
}
