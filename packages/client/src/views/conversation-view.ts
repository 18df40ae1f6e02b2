import { UserChange } from "@parley/protocol/sync";
import type { LiveBoard } from "../live-board.ts";
import type { Mirror } from "../mirror.ts";
import type { ConversationState } from "../store/rows.ts";
import { isFrozen } from "../sync/conversation-state.ts";
import type { ConversationView, MessageRow, Preview } from "../views.ts";
import { showEchoes, showMessage, type RowContext } from "./row-view.ts";

/** Everything that one row of the list is made from: the same inputs give the same object. */
type Inputs = readonly unknown[];

/** Makes the rows of the conversation list, and keeps those whose inputs did not change. */
export class ConversationViews {
  readonly #userId: string;
  readonly #mirror: Mirror;
  readonly #board: LiveBoard;
  readonly #made = new Map<string, { inputs: Inputs; view: ConversationView }>();

  constructor(parts: { userId: string; mirror: Mirror; board: LiveBoard }) {
    this.#userId = parts.userId;
    this.#mirror = parts.mirror;
    this.#board = parts.board;
  }

  /** All conversations, newest activity first. */
  all(): ConversationView[] {
    const views = [...this.#mirror.states.values()].map((state) => this.#make(state));
    return views.sort(
      (a, b) => b.lastActivity.localeCompare(a.lastActivity) || a.id.localeCompare(b.id),
    );
  }

  one(conversationId: string): ConversationView | null {
    const state = this.#mirror.states.get(conversationId);
    return state ? this.#make(state) : null;
  }

  contextOf(conversationId: string): RowContext {
    return {
      userId: this.#userId,
      state: this.#mirror.states.get(conversationId),
      outbox: this.#mirror.outboxOf(conversationId),
      acked: this.#mirror.ackedOf(conversationId),
      offsetMs: this.#mirror.offsetMs,
    };
  }

  #make(state: ConversationState): ConversationView {
    const mirror = this.#mirror;
    const partnerId = partnerOf(state, this.#userId);
    const inputs: Inputs = [
      state,
      mirror.outboxOf(state.id),
      mirror.ackedOf(state.id),
      mirror.drafts.get(state.id),
      this.#board.typingIn(state.id),
      this.#board.presenceOf(partnerId ?? ""),
      mirror.people.get(partnerId ?? ""),
      mirror.rowOf("user", partnerId ?? ""),
      mirror.rowOf("block", partnerId ?? ""),
    ];
    const made = this.#made.get(state.id);
    if (made && inputs.every((input, index) => input === made.inputs[index])) return made.view;
    const view = this.#build(state, partnerId);
    this.#made.set(state.id, { inputs, view });
    return view;
  }

  #build(state: ConversationState, partnerId: string | null): ConversationView {
    const mirror = this.#mirror;
    const context = this.contextOf(state.id);
    const echoes = showEchoes(context, new Set(state.last ? [state.last.id] : []));
    const newest = echoes.at(-1) ?? (state.last ? showMessage(state.last, context) : null);
    return {
      id: state.id,
      kind: state.row?.kind ?? "direct",
      title: state.row?.title ?? null,
      partner: mirror.people.get(partnerId ?? "") ?? null,
      last: newest && toPreview(newest),
      unread: state.unread,
      readSeq: state.readSeq,
      draft: mirror.drafts.get(state.id) ?? "",
      typing: this.#board.typingIn(state.id),
      presence: this.#board.presenceOf(partnerId ?? ""),
      lastActivity: newest?.at ?? state.row?.at ?? "",
      isWritable: this.#isWritable(state, partnerId),
      hasQueued: context.outbox.some(({ failure }) => failure === null),
      hasFailed: context.outbox.some(({ failure }) => failure !== null),
    };
  }

  #isWritable(state: ConversationState, partnerId: string | null): boolean {
    if (isFrozen(state, this.#userId)) return false;
    if (partnerId === null) return true;
    if (this.#mirror.rowOf("block", partnerId)) return false;
    const change = this.#mirror.rowOf("user", partnerId);
    // Until the partner's row has arrived nothing speaks against it; the server decides.
    if (!change) return true;
    const row = UserChange.safeParse(change.row);
    return !row.success || row.data.friend;
  }
}

/** The other person of a direct conversation, as far as its members are known. */
function partnerOf(state: ConversationState, userId: string): string | null {
  if (state.row?.kind === "group") return null;
  return Object.keys(state.members).find((id) => id !== userId) ?? null;
}

function toPreview(row: MessageRow): Preview {
  const { id, senderId, isMine, kind, body, lang, at, isDeleted, call, delivery } = row;
  return { id, senderId, isMine, kind, body, lang, at, isDeleted, call, delivery };
}
