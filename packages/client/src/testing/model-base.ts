import type { CommandRefusal } from "@parley/protocol/commands";
import type { Change, ChangeKind } from "@parley/protocol/sync";
import type { ServerEvent } from "../transport.ts";
import {
  activeMembers,
  createData,
  nameOfPair,
  TINY_LIMITS,
  type Delivery,
  type ModelConversation,
  type ModelData,
  type ModelLimits,
  type ModelPerson,
} from "./model-data.ts";

type EventOf<N extends ServerEvent["name"]> = Extract<ServerEvent, { name: N }>["payload"];
type Rows = Pick<
  EventOf<"conversation:changed">,
  "messages" | "members" | "conversation" | "users"
>;
/** What one transaction tells after it has committed. */
export interface Unit {
  events: Delivery[];
  touches: { userId: string; kind: ChangeKind; id: string; isGone: boolean }[];
}

/** What every part of a model server stands on: its data, and transactions that tell of themselves. */
export class ModelBase {
  epoch = "epoch-1";
  readonly limits: ModelLimits;
  now: () => number;
  data: ModelData = createData();
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

  person(id: string): ModelPerson {
    const person = this.data.people.get(id);
    if (!person) throw new Error(`There is nobody called ${id}.`);
    return person;
  }

  /** What concerns a person, by ver, each as it stands now. */
  changesOf(userId: string): Change[] {
    return [...this.person(userId).changes.values()]
      .sort((a, b) => a.ver - b.ver)
      .map(({ kind, id, ver, isGone }) => ({
        kind,
        id,
        ver,
        row: isGone ? null : this.#present(userId, kind, id),
      }));
  }

  refuse(code: string): CommandRefusal {
    return { ok: false, epoch: this.epoch, error: { code, message: code } };
  }

  time(): string {
    return new Date(this.now()).toISOString();
  }

  protected touchVisibility(isConcerned: (conversation: ModelConversation) => boolean): void {
    for (const conversation of this.data.conversations.values()) {
      if (!isConcerned(conversation)) continue;
      conversation.receiptVer += 1;
      conversation.visVer = conversation.receiptVer;
    }
  }

  protected emitChanged(
    unit: Unit,
    conversation: ModelConversation,
    told: Rows & { to?: readonly string[]; since?: number; ver?: number },
  ): void {
    const { to = activeMembers(conversation), ver = conversation.ver, since = ver - 1 } = told;
    const { to: _to, ...rows } = told;
    const place = { epoch: this.epoch, conversationId: conversation.id, since, ver };
    unit.events.push({
      to,
      event: { name: "conversation:changed", payload: { ...rows, ...place } },
    });
  }

  #present(viewer: string, kind: ChangeKind, id: string): unknown {
    if (kind === "settings") return this.person(viewer).settings;
    if (kind === "block") return { userId: id };
    if (kind === "user") {
      const friend = viewer !== id && this.data.friends.has(nameOfPair(viewer, id));
      return { ...this.person(id).user, friend };
    }
    const request = this.data.requests.get(id);
    if (!request) return null;
    const [from, to] = [request.from, request.to].map((side) => this.person(side).user);
    return { ...request, from, to };
  }

  /** Runs what one transaction does; its events go out when it is done. */
  protected transact(work: (unit: Unit) => void): void {
    const unit: Unit = { events: [], touches: [] };
    work(unit);
    for (const delivery of [...unit.events, ...this.#record(unit)]) this.onDelivery(delivery);
  }

  /** Raises the counters of everybody touched, one row an entity, with one event each. */
  #record({ touches }: Unit): Delivery[] {
    const userIds = [...new Set(touches.map(({ userId }) => userId))];
    return userIds.map((userId) => {
      const person = this.person(userId);
      const since = person.ver;
      const own = new Map(
        touches.filter((one) => one.userId === userId).map((one) => [`${one.kind}/${one.id}`, one]),
      );
      for (const [key, { kind, id, isGone }] of own) {
        person.ver += 1;
        person.changes.set(key, { kind, id, isGone, ver: person.ver });
      }
      const changes = this.changesOf(userId).filter(({ ver }) => ver > since);
      const payload = { epoch: this.epoch, since, ver: person.ver, changes };
      return { to: [userId], event: { name: "user:changed" as const, payload } };
    });
  }
}

/** Notes that an entity of this person's changed. */
export function touch(
  unit: Unit,
  userId: string,
  { kind, id, isGone = false }: { kind: ChangeKind; id: string; isGone?: boolean },
): void {
  unit.touches.push({ userId, kind, id, isGone });
}
