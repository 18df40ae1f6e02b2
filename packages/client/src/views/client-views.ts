import type { Me, User } from "@parley/protocol/profiles";
import type { Drafts } from "../drafts.ts";
import type { LiveBoard } from "../live-board.ts";
import type { Mirror } from "../mirror.ts";
import { createDerived, createEmitter, isSameList, type Observable } from "../observable.ts";
import type { ConversationView, PresenceView, RequestsView, TypingView } from "../views.ts";
import { ConversationViews } from "./conversation-view.ts";
import { isSameRequests, PeopleViews } from "./people-views.ts";

/** Everything that can be looked at, as observables that are made once for each question. */
export class ClientViews {
  readonly rows: ConversationViews;
  readonly me: Observable<Me | null>;
  readonly conversations: Observable<readonly ConversationView[]>;
  readonly totalUnread: Observable<number>;
  readonly requests: Observable<RequestsView>;
  readonly friends: Observable<readonly User[]>;
  readonly blocks: Observable<readonly string[]>;
  readonly conversation: (conversationId: string) => Observable<ConversationView | null>;
  readonly user: (userId: string) => Observable<User | null>;
  readonly presence: (userId: string) => Observable<PresenceView>;
  readonly typing: (conversationId: string) => Observable<readonly TypingView[]>;
  readonly draft: (conversationId: string) => Observable<string>;

  constructor(parts: { userId: string; mirror: Mirror; board: LiveBoard; drafts: Drafts }) {
    const { userId, mirror, board, drafts } = parts;
    const rows = new ConversationViews(parts);
    const people = new PeopleViews(userId, mirror);
    const stored = mirror.changed;
    const shown = createEmitter<void>();
    stored.subscribe(() => shown.emit());
    board.changed.subscribe(() => shown.emit());

    this.rows = rows;
    this.me = createDerived(stored, () => people.me());
    this.conversations = createDerived(shown, () => rows.all(), isSameList);
    this.totalUnread = createDerived(stored, () => {
      return [...mirror.states.values()].reduce((sum, { unread }) => sum + unread, 0);
    });
    this.requests = createDerived(stored, () => people.requests(), isSameRequests);
    this.friends = createDerived(stored, () => people.friends(), isSameList);
    this.blocks = createDerived(stored, () => people.blocks(), isSameList);
    this.conversation = once((id) => createDerived(shown, () => rows.one(id)));
    this.user = once((id) => createDerived(stored, () => mirror.people.get(id) ?? null));
    this.presence = once((id) => createDerived(board.changed, () => board.presenceOf(id)));
    this.typing = once((id) => createDerived(board.changed, () => board.typingIn(id)));
    this.draft = once((id) => createDerived(drafts.changed, () => drafts.get(id)));
  }
}

/** Makes one observable for each id, and the same one whenever it is asked for again. */
function once<T>(make: (id: string) => Observable<T>): (id: string) => Observable<T> {
  const made = new Map<string, Observable<T>>();
  return (id) => {
    const known = made.get(id) ?? make(id);
    made.set(id, known);
    return known;
  };
}
