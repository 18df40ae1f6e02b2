import { FriendRequest } from "@parley/protocol/friends";
import type { Me, User } from "@parley/protocol/profiles";
import { BlockChange, SettingsChange, UserChange, type Change } from "@parley/protocol/sync";
import type { Mirror } from "../mirror.ts";
import { isSameList } from "../observable.ts";
import type { RequestsView } from "../views.ts";

/** What a person's own changes say about themselves and others. Rows that cannot be read are left out. */
export class PeopleViews {
  readonly #userId: string;
  readonly #mirror: Mirror;
  /** A change is an immutable value: it is parsed once. */
  readonly #requests = new WeakMap<Change, FriendRequest | null>();
  #me: { inputs: readonly unknown[]; view: Me } | null = null;

  constructor(userId: string, mirror: Mirror) {
    this.#userId = userId;
    this.#mirror = mirror;
  }

  /** Oneself: what was last handed over, with newer profile and settings laid over it. */
  me(): Me | null {
    const base = this.#mirror.me;
    if (!base) return null;
    const profile = this.#mirror.people.get(this.#userId);
    const settings = this.#mirror.rowsOf("settings").at(-1);
    const inputs = [base, profile, settings];
    if (this.#me && isSameList(this.#me.inputs, inputs)) return this.#me.view;
    const view: Me = {
      ...base.me,
      ...(profile && profile.ver > base.me.ver && profile),
      settings: readSettings(settings, base.settingsVer) ?? base.me.settings,
    };
    this.#me = { inputs, view };
    return view;
  }

  friends(): User[] {
    const friends: User[] = [];
    for (const change of this.#mirror.rowsOf("user")) {
      const row = UserChange.safeParse(change.row);
      if (!row.success || !row.data.friend || change.id === this.#userId) continue;
      const user = this.#mirror.people.get(change.id);
      if (user) friends.push(user);
    }
    return friends.sort((a, b) => a.name.localeCompare(b.name) || a.id.localeCompare(b.id));
  }

  requests(): RequestsView {
    const all = this.#mirror
      .rowsOf("request")
      .flatMap((change) => this.#readRequest(change) ?? [])
      .sort((a, b) => a.at.localeCompare(b.at));
    return {
      incoming: all.filter(({ to }) => to.id === this.#userId),
      outgoing: all.filter(({ from }) => from.id === this.#userId),
    };
  }

  blocks(): string[] {
    return this.#mirror.rowsOf("block").flatMap(({ row }) => {
      const block = BlockChange.safeParse(row);
      return block.success ? [block.data.userId] : [];
    });
  }

  #readRequest(change: Change): FriendRequest | null {
    const known = this.#requests.get(change);
    if (known !== undefined) return known;
    const row = FriendRequest.safeParse(change.row);
    const request = row.success ? row.data : null;
    this.#requests.set(change, request);
    return request;
  }
}

function readSettings(change: Change | undefined, knownVer: number): Me["settings"] | null {
  if (!change || change.ver <= knownVer) return null;
  const row = SettingsChange.safeParse(change.row);
  return row.success ? row.data : null;
}

/** True when both hold the same requests. */
export function isSameRequests(a: RequestsView, b: RequestsView): boolean {
  return isSameList(a.incoming, b.incoming) && isSameList(a.outgoing, b.outgoing);
}
