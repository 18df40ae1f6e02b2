import { Call } from "@parley/protocol/calls";
import type { CommandName } from "@parley/protocol/commands";
import { EVENTS } from "@parley/protocol/events";
import type { EventName, EventPayload } from "@parley/protocol/events";
import type { Socket } from "socket.io-client";
import { newId } from "#kernel/ids";
import { poll } from "#kernel/pause";
import type { TestApp } from "./test-app.ts";
import type { TestPerson } from "./test-person.ts";

type Refusal = { ok: false; error: { code: string; retryAfterMs?: number } };
type Ack = { ok: true; call: Call } | Refusal;

/** One device of a person on a real socket, and all that it has been told, each event parsed. */
export interface CallDevice {
  socket: Socket;
  told: { name: EventName; payload: unknown }[];
  /** Gives a command; throws when it is refused. */
  do(name: CommandName, payload: object): Promise<Call>;
  /** The code with which a command is refused, or "ok". */
  try(name: CommandName, payload: object): Promise<string>;
  ask(name: CommandName, payload: object): Promise<Ack>;
  /** The events of this name up to now. */
  heard<N extends EventName>(name: N): EventPayload<N>[];
  /** Waits until an event of this name is there that matches. */
  hear<N extends EventName>(
    name: N,
    matches?: (payload: EventPayload<N>) => boolean,
  ): Promise<EventPayload<N>>;
}

/** Two friends and what they need to call each other. */
export interface CallParty {
  app: TestApp;
  nora: TestPerson;
  haruka: TestPerson;
  conversationId: string;
  /** Opens a device, which `hangUpAll` closes. */
  device(person: TestPerson, name: string): Promise<CallDevice>;
  /** Starts a call; answers with its id. */
  ring(from: CallDevice, conversationId?: string): Promise<string>;
  /** Starts and accepts a call, with the places of both. */
  talk(
    from: CallDevice,
    to: CallDevice,
  ): Promise<{ callId: string; fromJoin: string; toJoin: string }>;
  /** Ends every call and closes every device. */
  hangUpAll(): Promise<void>;
}

const PATIENCE_MS = 10_000;

export async function startParty(app: TestApp): Promise<CallParty> {
  const [nora, haruka] = await Promise.all([app.person("Nora"), app.person("Haruka")]);
  const conversationId = await befriendPeople(nora, haruka);
  const devices: CallDevice[] = [];

  async function ring(from: CallDevice, where = conversationId): Promise<string> {
    const callId = newId();
    await from.do("call:initiate", { callId, conversationId: where, media: "voice" });
    return callId;
  }

  return {
    app,
    nora,
    haruka,
    conversationId,
    ring,
    async device(person, name) {
      const opened = followDevice(await person.connect(name));
      devices.push(opened);
      return opened;
    },
    async talk(from, to) {
      const callId = await ring(from);
      const { participants } = await to.do("call:accept", { callId });
      const placeOf = (userId: string) => participants.find((one) => one.userId === userId)?.joinId;
      const { startedBy } = await from.do("call:heartbeat", { callId });
      const other = participants.find(({ userId }) => userId !== startedBy);
      await Promise.all(
        [from, to].map((one) => one.hear("call:grant", (g) => g.callId === callId)),
      );
      return { callId, fromJoin: placeOf(startedBy) ?? "", toJoin: other?.joinId ?? "" };
    },
    async hangUpAll() {
      for (const one of devices.splice(0)) {
        const ids = one.heard("call:state").map(({ callId }) => callId);
        if (one.socket.connected) {
          for (const callId of new Set(ids)) {
            await one.ask("call:end", { callId });
            await one.ask("call:reject", { callId });
          }
        }
        one.socket.close();
      }
    },
  };
}

function followDevice(socket: Socket): CallDevice {
  const told: CallDevice["told"] = [];
  socket.onAny((name: EventName, payload: unknown) => {
    told.push({ name, payload: EVENTS[name].parse(payload) });
  });

  async function ask(name: CommandName, payload: object): Promise<Ack> {
    const answer = await socket.timeout(PATIENCE_MS).emitWithAck(name, payload);
    return answer.ok ? { ...answer, call: Call.parse(answer.call) } : answer;
  }

  function heard<N extends EventName>(name: N): EventPayload<N>[] {
    return told
      .filter((event) => event.name === name)
      .map(({ payload }) => payload as EventPayload<N>);
  }

  return {
    socket,
    told,
    ask,
    heard,
    async do(name, payload) {
      const answer = await ask(name, payload);
      if (!answer.ok) throw new Error(`${name} was refused: ${JSON.stringify(answer.error)}`);
      return answer.call;
    },
    async try(name, payload) {
      const answer = await ask(name, payload);
      return answer.ok ? "ok" : answer.error.code;
    },
    async hear(name, matches = () => true) {
      await poll(PATIENCE_MS, async () => heard(name).some(matches));
      const found = heard(name).find(matches);
      const others = told.map((event) => event.name).join(", ");
      if (!found) throw new Error(`${name} was not heard, only ${others}`);
      return found;
    },
  };
}

/** Makes these two friends; answers with their conversation. */
export async function befriendPeople(from: TestPerson, to: TestPerson): Promise<string> {
  const body = { userId: to.id, message: "Shall we talk?" };
  const asked = await from.call("POST", "/api/friends/requests", body);
  const { id } = asked.body["request"] as { id: string };
  const answer = await to.call("POST", `/api/friends/requests/${id}/accept`);
  return (answer.body["conversation"] as { id: string }).id;
}

/** The call messages of a conversation as this person reads them. */
export async function readCallMessages(
  person: TestPerson,
  conversationId: string,
): Promise<{ senderId: string; call: { id: string; reason: string; seconds: number } }[]> {
  const path = `/api/conversations/${conversationId}/messages?limit=100`;
  const { body } = await person.call("GET", path);
  const items = body["items"] as { kind: string; senderId: string; call: never }[];
  return items.filter(({ kind }) => kind === "call");
}
