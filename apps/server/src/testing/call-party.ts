import type { Call } from "@parley/protocol/calls";
import { Call as CallSchema } from "@parley/protocol/calls";
import type { CommandName } from "@parley/protocol/commands";
import { EVENTS } from "@parley/protocol/events";
import type { EventName, EventPayload } from "@parley/protocol/events";
import type { Socket } from "socket.io-client";
import { poll } from "#kernel/pause";
import type { TestPerson } from "./test-person.ts";

type Refusal = { ok: false; error: { code: string; retryAfterMs?: number } };
type Ack = { ok: true; call: Call } | Refusal;

/** One device of a person on a real socket, and all that it has been told, each event parsed. */
export interface CallDevice {
  person: TestPerson;
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

const PATIENCE_MS = 10_000;

export async function openDevice(person: TestPerson, device: string): Promise<CallDevice> {
  const told: CallDevice["told"] = [];
  const socket = await person.connect(device);
  return followDevice(person, socket, told);
}

function followDevice(person: TestPerson, socket: Socket, told: CallDevice["told"]): CallDevice {
  socket.onAny((name: EventName, payload: unknown) => {
    told.push({ name, payload: EVENTS[name].parse(payload) });
  });

  async function ask(name: CommandName, payload: object): Promise<Ack> {
    const answer = await socket.timeout(PATIENCE_MS).emitWithAck(name, payload);
    return answer.ok ? { ...answer, call: CallSchema.parse(answer.call) } : answer;
  }

  function heard<N extends EventName>(name: N): EventPayload<N>[] {
    return told
      .filter((event) => event.name === name)
      .map(({ payload }) => payload as EventPayload<N>);
  }

  return {
    person,
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
      if (!found)
        throw new Error(`${name} was not heard; heard ${told.map((e) => e.name).join(", ")}`);
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
