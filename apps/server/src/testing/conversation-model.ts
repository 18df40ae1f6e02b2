/** The rules of conversations in memory, as plainly as they can be said: what the SQL is compared with. */
export interface ModelMessage {
  id: string;
  senderId: string;
  seq: number;
  ver: number;
  firstVer: number;
  body: string | null;
}

interface ModelMember {
  userId: string;
  role: "member" | null;
  ver: number;
  joinVer: number;
  leftVer: number;
  leftSeq: number;
  canSend: boolean;
}

interface ModelReceipt {
  delivered: number;
  read: number;
  receiptVer: number;
}

export interface ModelConversation {
  id: string;
  kind: "direct" | "group";
  seq: number;
  ver: number;
  receiptVer: number;
  visVer: number;
  members: Map<string, ModelMember>;
  messages: Map<string, ModelMessage>;
  receipts: Map<string, ModelReceipt>;
}

export type ModelAnswer = Record<string, unknown>;

const MOST_WITH_RECEIPTS = 64;

export class ConversationModel {
  readonly conversations = new Map<string, ModelConversation>();
  readonly friends = new Set<string>();
  readonly blocks = new Set<string>();
  readonly hidesReceipts = new Set<string>();

  add(id: string, kind: ModelConversation["kind"], userIds: readonly string[]): void {
    const conversation: ModelConversation = {
      id,
      kind,
      seq: 0,
      ver: 1,
      receiptVer: 0,
      visVer: 0,
      members: new Map(),
      messages: new Map(),
      receipts: new Map(),
    };
    this.conversations.set(id, conversation);
    for (const userId of userIds) join(conversation, userId);
  }

  send(userId: string, id: string, drafts: readonly { id: string; body: string }[]): ModelAnswer {
    const conversation = this.conversations.get(id);
    const member = conversation?.members.get(userId);
    if (!conversation || !member) return { ok: false, code: "NOT_FOUND" };
    const results = drafts.map((draft) => {
      const held = conversation.messages.get(draft.id);
      if (held && held.senderId !== userId) return { id: draft.id, ok: false, code: "ID_TAKEN" };
      if (held) {
        return { id: draft.id, ok: true, seq: held.seq, ver: held.firstVer, duplicate: true };
      }
      if (!member.role || !member.canSend) return { id: draft.id, ok: false, code: "CANNOT_WRITE" };
      conversation.seq += 1;
      conversation.ver += 1;
      const { seq, ver } = conversation;
      conversation.messages.set(draft.id, {
        id: draft.id,
        senderId: userId,
        seq,
        ver,
        firstVer: ver,
        body: draft.body,
      });
      return { id: draft.id, ok: true, seq, ver, duplicate: false };
    });
    return { ok: true, results };
  }

  /** `body: null` takes the message back. */
  change(
    userId: string,
    id: string,
    { messageId, body, baseVer }: { messageId: string; body: string | null; baseVer: number },
  ): ModelAnswer {
    const conversation = this.conversations.get(id);
    const member = conversation?.members.get(userId);
    const message = conversation?.messages.get(messageId);
    if (!conversation || !member?.role || message?.senderId !== userId) {
      return { ok: false, code: "NOT_FOUND" };
    }
    if (message.body === null && body !== null) return { ok: false, code: "NOT_FOUND" };
    if (message.body === body) return { ok: true, ver: message.ver };
    if (!member.canSend) return { ok: false, code: "CANNOT_WRITE" };
    if (body !== null && message.ver !== baseVer) {
      return { ok: false, code: "CONFLICT", row: { ver: message.ver, body: message.body } };
    }
    conversation.ver += 1;
    message.ver = conversation.ver;
    message.body = body;
    return { ok: true, ver: message.ver };
  }

  changeMembers(id: string, userIds: readonly string[], isIn: boolean): void {
    const conversation = this.conversations.get(id)!;
    conversation.ver += 1;
    for (const userId of userIds) {
      if (isIn) join(conversation, userId);
      else {
        const member = conversation.members.get(userId)!;
        member.role = null;
        member.canSend = false;
        member.ver = conversation.ver;
        member.leftVer = conversation.ver;
        member.leftSeq = conversation.seq;
      }
    }
    touch(conversation);
    if (isIn) return;
    for (const userId of userIds) {
      conversation.receipts.get(userId)!.receiptVer = conversation.receiptVer;
    }
  }

  setFriends(id: string, [a, b]: readonly [string, string], are: boolean): void {
    const pair = [a, b].sort().join();
    if (are) this.friends.add(pair);
    else this.friends.delete(pair);
    for (const member of this.conversations.get(id)!.members.values()) member.canSend = are;
  }

  block(id: string, [a, b]: readonly [string, string], isOn: boolean): void {
    if (isOn) this.setFriends(id, [a, b], false);
    if (isOn) this.blocks.add(`${a}>${b}`);
    else this.blocks.delete(`${a}>${b}`);
    for (const conversation of this.conversations.values()) {
      if (conversation.members.has(a) && conversation.members.has(b)) touch(conversation);
    }
  }

  showReceipts(userId: string, isOn: boolean): void {
    if (isOn) this.hidesReceipts.delete(userId);
    else this.hidesReceipts.add(userId);
    for (const conversation of this.conversations.values()) {
      if (conversation.members.has(userId)) touch(conversation);
    }
  }

  advance(userId: string, id: string, cursors: { delivered: number; read: number }): ModelAnswer {
    const conversation = this.conversations.get(id);
    const member = conversation?.members.get(userId);
    const receipt = conversation?.receipts.get(userId);
    if (!conversation || !member || !receipt) return { ok: false, code: "NOT_FOUND" };
    const end = member.role ? conversation.seq : member.leftSeq;
    const read = Math.min(cursors.read, end);
    const delivered = Math.max(read, Math.min(cursors.delivered, end));
    if (read > receipt.read || delivered > receipt.delivered) {
      receipt.read = Math.max(receipt.read, read);
      receipt.delivered = Math.max(receipt.delivered, delivered);
      conversation.receiptVer += 1;
      receipt.receiptVer = conversation.receiptVer;
    }
    return { ok: true, delivered: receipt.delivered, read: receipt.read };
  }

  /** Whether the viewer may see this member's receipt. */
  sees(viewerId: string, userId: string, conversation: ModelConversation): boolean {
    if (viewerId === userId) return true;
    const active = [...conversation.members.values()].filter(({ role }) => role);
    if (active.length > MOST_WITH_RECEIPTS) return false;
    return (
      [viewerId, userId].every((id) => conversation.members.get(id)?.role) &&
      [viewerId, userId].every((id) => !this.hidesReceipts.has(id)) &&
      !this.blocks.has(`${viewerId}>${userId}`) &&
      !this.blocks.has(`${userId}>${viewerId}`)
    );
  }
}

function join(conversation: ModelConversation, userId: string): void {
  const { ver } = conversation;
  conversation.members.set(userId, {
    userId,
    role: "member",
    ver,
    joinVer: ver,
    leftVer: 0,
    leftSeq: 0,
    canSend: true,
  });
  if (!conversation.receipts.has(userId)) {
    conversation.receipts.set(userId, { delivered: 0, read: 0, receiptVer: 0 });
  }
}

function touch(conversation: ModelConversation): void {
  conversation.receiptVer += 1;
  conversation.visVer = conversation.receiptVer;
}
