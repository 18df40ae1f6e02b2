import type { Call, CallParticipant, CallReason } from "@parley/protocol/calls";
import type { CommandName, CommandPayload } from "@parley/protocol/commands";
import type { ServerEvent } from "../transport.ts";
import type { Clock } from "../environment.ts";

/** One device on the wire, as the server sees it. */
export interface ModelSocket {
  userId: string;
  device: string;
  emit(event: ServerEvent): void;
}

type Payload = CommandPayload<Extract<CommandName, `call:${string}`>>;

const RING_MS = 30_000;
const EPOCH = "calls";

/** What a server does with calls, for as much as devices can see of it. */
export class ModelCalls {
  readonly #clock: Clock;
  readonly #sockets = new Set<ModelSocket>();
  readonly calls = new Map<string, Call>();
  /** Whose place it is: joinId → device. */
  readonly #devices = new Map<string, string>();
  #joins = 0;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  connect(socket: ModelSocket): void {
    this.#sockets.add(socket);
    const call = [...this.calls.values()].find(
      ({ state, participants }) =>
        state !== "ended" &&
        participants.some(
          (one) => one.userId === socket.userId && ["joined", "ringing"].includes(one.state),
        ),
    );
    if (!call) return;
    socket.emit(stateOf(call));
    const own = placeOf(call, socket.userId);
    if (own?.state === "ringing") socket.emit(ringOf(call));
    if (call.state === "active" && own?.joinId && this.#devices.get(own.joinId) === socket.device) {
      socket.emit(grantOf(call, own.joinId));
    }
  }

  disconnect(socket: ModelSocket): void {
    this.#sockets.delete(socket);
  }

  /** The only live call. */
  live(): Call | undefined {
    return [...this.calls.values()].find(({ state }) => state !== "ended");
  }

  /** Answers with the call, or with the code of a refusal. */
  handle(socket: ModelSocket, name: CommandName, payload: Payload): Call | string {
    if (name === "call:initiate") {
      return this.#initiate(socket, payload as CommandPayload<"call:initiate">);
    }
    const call = this.calls.get(payload.callId);
    if (!call) return "NOT_FOUND";
    if (call.state === "ended") return call;
    switch (name) {
      case "call:accept":
        return this.#accept(socket, call);
      case "call:join":
        return this.#join(socket, call);
      case "call:reject":
        return placeOf(call, socket.userId)?.state === "ringing"
          ? this.#end(call, "declined", socket)
          : call;
      case "call:cancel":
      case "call:leave":
        return this.#end(call, call.state === "ringing" ? "cancelled" : "completed", socket);
      case "call:end":
        return this.#end(
          call,
          (payload as CommandPayload<"call:end">).reason ?? "completed",
          socket,
        );
      case "call:media":
        return this.#setMedia(socket, call, payload as CommandPayload<"call:media">);
      case "call:signal":
        return this.#signal(call, payload as CommandPayload<"call:signal">, socket);
      case "call:signal-ack":
        return this.#ack(call, payload as CommandPayload<"call:signal-ack">, socket);
      default:
        return call;
    }
  }

  /** Nobody answered in time. */
  timeOut(callId: string): void {
    const call = this.calls.get(callId);
    if (call?.state === "ringing") this.#end(call, "timeout", null);
  }

  #initiate(socket: ModelSocket, ask: CommandPayload<"call:initiate">): Call | string {
    const same = this.calls.get(ask.callId);
    if (same) return same;
    const live = this.live();
    if (live && placeOf(live, socket.userId)?.state === "ringing")
      return this.#accept(socket, live);
    if (live) return "CONFLICT";
    const joinId = this.#mintJoin(socket.device);
    const others = this.peopleIn(ask.conversationId).filter((id) => id !== socket.userId);
    const call: Call = {
      id: ask.callId,
      conversationId: ask.conversationId,
      media: ask.media,
      state: "ringing",
      reason: null,
      version: 1,
      epoch: 1,
      transport: "mesh",
      startedBy: socket.userId,
      ringUntil: this.#time(RING_MS),
      startedAt: null,
      endedAt: null,
      participants: [
        participant(socket.userId, "joined", joinId),
        ...others.map((id) => participant(id, "ringing", null)),
      ],
    };
    this.calls.set(call.id, call);
    for (const id of others) this.#tell(id, ringOf(call));
    this.#tellAll(call);
    return call;
  }

  /** Who the members of a conversation are; a test says so. */
  peopleIn: (conversationId: string) => readonly string[] = () => [];

  #accept(socket: ModelSocket, call: Call): Call {
    if (placeOf(call, socket.userId)?.state !== "ringing") return call;
    const joinId = this.#mintJoin(socket.device);
    const active: Call = {
      ...call,
      state: "active",
      ringUntil: null,
      startedAt: this.#time(0),
    };
    const next = this.#put(active, socket.userId, { state: "joined", joinId });
    const stop = { epoch: EPOCH, callId: call.id, reason: "answered-elsewhere" } as const;
    this.#tell(socket.userId, { name: "call:stop", payload: stop }, socket.device);
    this.#tellAll(next);
    this.#grantAll(next);
    return next;
  }

  #join(socket: ModelSocket, call: Call): Call {
    if (call.state !== "active" || placeOf(call, socket.userId)?.state !== "joined") return call;
    const joinId = this.#mintJoin(socket.device);
    const next = this.#put({ ...call, epoch: call.epoch + 1 }, socket.userId, { joinId });
    this.#tellAll(next);
    this.#grantAll(next);
    return next;
  }

  #setMedia(socket: ModelSocket, call: Call, media: CommandPayload<"call:media">): Call {
    const { mic, cam, screen, hand } = media;
    const next = this.#put(call, socket.userId, { mic, cam, screen, hand });
    this.#tellAll(next);
    return next;
  }

  #end(call: Call, reason: CallReason, socket: ModelSocket | null): Call {
    const next: Call = {
      ...call,
      state: "ended",
      reason,
      version: call.version + 1,
      ringUntil: null,
      endedAt: this.#time(0),
      participants: call.participants.map((one) => endParticipant(one, reason, socket)),
    };
    this.calls.set(call.id, next);
    this.#tellAll(next);
    return next;
  }

  #signal(call: Call, { to, ...rest }: CommandPayload<"call:signal">, socket: ModelSocket): Call {
    const from = placeOf(call, socket.userId)?.joinId;
    if (from && rest.epoch === call.epoch) {
      this.#toJoin(to, { name: "call:signal", payload: { ...rest, from, to } });
    }
    return call;
  }

  #ack(call: Call, ack: CommandPayload<"call:signal-ack">, socket: ModelSocket): Call {
    const from = placeOf(call, socket.userId)?.joinId;
    if (!from || ack.epoch !== call.epoch) return call;
    const payload = { ...ack, from, to: ack.from };
    this.#toJoin(ack.from, { name: "call:signal-ack", payload });
    return call;
  }

  #put(call: Call, userId: string, own: Partial<CallParticipant>): Call {
    const next: Call = {
      ...call,
      version: call.version + 1,
      participants: call.participants.map((one) =>
        one.userId === userId ? { ...one, ...own } : one,
      ),
    };
    this.calls.set(call.id, next);
    return next;
  }

  #mintJoin(device: string): string {
    this.#joins += 1;
    const joinId = `00000000-0000-7000-8000-${String(this.#joins).padStart(12, "0")}`;
    this.#devices.set(joinId, device);
    return joinId;
  }

  #grantAll(call: Call): void {
    for (const { joinId } of call.participants) {
      if (joinId) this.#toJoin(joinId, grantOf(call, joinId));
    }
  }

  #tellAll(call: Call): void {
    for (const { userId } of call.participants) this.#tell(userId, stateOf(call));
  }

  #tell(userId: string, event: ServerEvent, except: string | null = null): void {
    for (const socket of this.#sockets) {
      if (socket.userId === userId && socket.device !== except) socket.emit(event);
    }
  }

  #toJoin(joinId: string, event: ServerEvent): void {
    for (const socket of this.#sockets) {
      if (socket.device === this.#devices.get(joinId)) socket.emit(event);
    }
  }

  #time(laterMs: number): string {
    return new Date(this.#clock.now() + laterMs).toISOString();
  }
}

function participant(
  userId: string,
  state: CallParticipant["state"],
  joinId: string | null,
): CallParticipant {
  return { userId, joinId, state, mic: false, cam: false, screen: false, hand: false };
}

function placeOf(call: Call, userId: string): CallParticipant | undefined {
  return call.participants.find((one) => one.userId === userId);
}

function endParticipant(
  one: CallParticipant,
  reason: CallReason,
  socket: ModelSocket | null,
): CallParticipant {
  if (one.state === "joined") return { ...one, state: "left" };
  const hasDeclined = reason === "declined" && one.userId === socket?.userId;
  return { ...one, state: hasDeclined ? "declined" : "missed" };
}

function stateOf(call: Call): ServerEvent {
  const { id: callId, version } = call;
  return { name: "call:state", payload: { epoch: EPOCH, callId, version, call } };
}

function ringOf(call: Call): ServerEvent {
  return { name: "call:ring", payload: { epoch: EPOCH, callId: call.id, call } };
}

function grantOf(call: Call, joinId: string): ServerEvent {
  const { id: callId, epoch } = call;
  return {
    name: "call:grant",
    payload: { callId, joinId, epoch, iceServers: [], relayOnly: false },
  };
}
