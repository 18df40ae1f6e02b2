import type { ConversationRow, Member } from "@parley/protocol/conversations";
import type { Message } from "@parley/protocol/messages";
import type { Settings, User } from "@parley/protocol/profiles";
import type { ChangeKind } from "@parley/protocol/sync";
import type { ServerEvent } from "../transport.ts";

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

/** An entity that concerns a person; its row is presented whenever it is asked for. */
export interface ModelChange {
  kind: ChangeKind;
  id: string;
  ver: number;
  isGone: boolean;
}

export interface ModelPerson {
  user: User;
  settings: Settings;
  ver: number;
  changes: Map<string, ModelChange>;
}

export interface ModelReceipt {
  delivered: number;
  read: number;
  /** The `receiptVer` that last moved it. */
  ver: number;
}

export interface ModelMember extends Member {
  joinVer: number;
  /** Where they left; null while they are a member. */
  leftVer: number | null;
  leftSeq: number | null;
  canSend: boolean;
}

export type ModelMessage = Message & { firstVer: number };

export interface ModelConversation {
  id: string;
  kind: "direct" | "group";
  title: string | null;
  ver: number;
  receiptVer: number;
  visVer: number;
  seq: number;
  at: string;
  members: Map<string, ModelMember>;
  /** In the order of their seqs. */
  messages: Map<string, ModelMessage>;
  receipts: Map<string, ModelReceipt>;
}

/** A request to become friends that waits for an answer. */
export interface ModelRequest {
  id: string;
  from: string;
  to: string;
  message: string;
  at: string;
}

/** An event with the people it goes to. */
export interface Delivery {
  to: readonly string[];
  event: ServerEvent;
}

export interface ModelData {
  people: Map<string, ModelPerson>;
  conversations: Map<string, ModelConversation>;
  /** Pairs of ids, sorted and joined by a space. */
  friends: Set<string>;
  /** The one who blocks and the one who is blocked. */
  blocks: Set<string>;
  requests: Map<string, ModelRequest>;
}

export function createData(): ModelData {
  return {
    people: new Map(),
    conversations: new Map(),
    friends: new Set(),
    blocks: new Set(),
    requests: new Map(),
  };
}

/** The name of a friendship, the same from both sides. */
export function nameOfPair(a: string, b: string): string {
  return a < b ? `${a} ${b}` : `${b} ${a}`;
}

/** Most members of a conversation in which receipts are shown. */
const MOST_WITH_RECEIPTS = 64;

/** Whether `viewer` sees how far `userId` has read in a conversation. */
export function seesReceipt(
  data: ModelData,
  conversation: ModelConversation,
  [viewer, userId]: readonly [string, string],
): boolean {
  if (viewer === userId) return true;
  const active = activeMembers(conversation);
  return (
    active.length <= MOST_WITH_RECEIPTS &&
    [viewer, userId].every((id) => active.includes(id)) &&
    [viewer, userId].every((id) => data.people.get(id)?.settings.receipts) &&
    !areBlocked(data, viewer, userId)
  );
}

export function areBlocked({ blocks }: ModelData, a: string, b: string): boolean {
  return blocks.has(`${a} ${b}`) || blocks.has(`${b} ${a}`);
}

/** Who is a member now. */
export function activeMembers({ members }: ModelConversation): string[] {
  return [...members.values()].flatMap(({ userId, role }) => (role === null ? [] : userId));
}

/** A conversation as one person may see it. */
export interface ModelView {
  conversation: ModelConversation;
  member: ModelMember;
  ver: number;
  seq: number;
  receiptVer: number;
  visVer: number;
  at: string;
  /** By seq. */
  messages: ModelMessage[];
  /** By ver. */
  members: Member[];
  readSeq: number;
  hasLeft: boolean;
}

/** All of it for a member; for somebody who left, what was there then, as it stands now. */
export function viewOf(conversation: ModelConversation, userId: string): ModelView | null {
  const member = conversation.members.get(userId);
  const own = conversation.receipts.get(userId);
  if (!member || !own) return null;
  const all = [...conversation.messages.values()];
  const common = { conversation, member, readSeq: own.read };
  if (member.leftSeq === null || member.leftVer === null) {
    const { ver, seq, receiptVer, visVer, at } = conversation;
    const members = [...conversation.members.values()].sort(
      (a, b) => a.ver - b.ver || (a.userId < b.userId ? -1 : 1),
    );
    const numbers = { ver, seq, receiptVer, visVer, at };
    return { ...common, ...numbers, messages: all, members: members.map(toMember), hasLeft: false };
  }
  const { leftSeq, leftVer } = member;
  const messages = all.filter(({ seq }) => seq <= leftSeq);
  return {
    ...common,
    ver: Math.max(leftVer, ...messages.map(({ ver }) => ver)),
    seq: leftSeq,
    receiptVer: own.ver,
    visVer: 0,
    at: messages.at(-1)?.at ?? new Date(0).toISOString(),
    messages,
    members: [toMember(member)],
    hasLeft: true,
  };
}

/** Unread by its definition. */
export function countUnread(messages: readonly Message[], userId: string, readSeq: number): number {
  return messages.filter(
    ({ seq, senderId, deletedAt }) => seq > readSeq && senderId !== userId && deletedAt === null,
  ).length;
}

/** A message as it goes over the wire. */
export function strip(message: Message): Message {
  const { firstVer: _firstVer, ...row } = message as ModelMessage;
  return row;
}

export function toMember({ userId, role, ver }: Member): Member {
  return { userId, role, ver };
}

/** The shared row of a conversation, cut to what a view shows. */
export function toRow(
  { id, kind, title }: ModelConversation,
  { seq, at }: Pick<ModelView, "seq" | "at">,
): ConversationRow {
  return { id, kind, title, ver: 1, seq, at };
}

/** Decides for all members whether they may write. */
export function setWritable(conversation: ModelConversation | undefined, canSend: boolean): void {
  for (const member of conversation?.members.values() ?? []) member.canSend = canSend;
}

/** Makes this person a member as of now. */
export function join({ ver, members, receipts }: ModelConversation, userId: string): ModelMember {
  const place = { ver, joinVer: ver, leftVer: null, leftSeq: null };
  const member: ModelMember = { userId, role: "member", ...place, canSend: true };
  members.set(userId, member);
  if (!receipts.has(userId)) receipts.set(userId, { delivered: 0, read: 0, ver: 0 });
  return member;
}

/** Lets this person go, who keeps what they could read. */
export function leave({ ver, seq, members }: ModelConversation, userId: string): ModelMember {
  const held = members.get(userId);
  const place = { ver, leftVer: ver, leftSeq: seq, canSend: false };
  const member: ModelMember = { userId, joinVer: ver, ...held, role: null, ...place };
  members.set(userId, member);
  return member;
}
