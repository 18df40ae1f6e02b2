import { Agent } from "node:http";
import { sendOddFrames } from "./frames.ts";
import { valueFor } from "./from-schema.ts";
import type { Sources } from "./from-schema.ts";
import { judgeAck, judgeAnswer, judgeBytes } from "./judge.ts";
import type { Verdict } from "./judge.ts";
import { mutate } from "./mutate.ts";
import { nastyValue, TEXTS } from "./nasty.ts";
import { makeRequest, sendOddBytes, sendRequest } from "./requests.ts";
import type { CommandForm, RouteForm } from "./surface.ts";
import { openWire } from "./wire.ts";
import type { Wire } from "./wire.ts";

/** Whose inputs they are. */
export interface FuzzPerson {
  userId: string;
  /** The headers that say who it is; asked again when they no longer do. */
  signIn(): Promise<Record<string, string>>;
}

export interface Act extends Verdict {
  /** A command, a route, or what kind of noise it was. */
  name: string;
  /** What was sent, cut short. */
  input: string;
}

export interface ActorParts {
  url: string;
  person: FuzzPerson;
  sources: Sources;
  commands: readonly [CommandForm, ...CommandForm[]];
  routes: readonly [RouteForm, ...RouteForm[]];
}

export interface Actor {
  /** Sends one input and judges what comes of it. */
  act(): Promise<Act>;
  close(): void;
}

const LARGE_FRAME = 140 * 1024;
const SHOWN = 2_000;

/** One device of one person: a socket that is opened again when it was cut, and requests beside it. */
export async function createActor(parts: ActorParts): Promise<Actor> {
  const { url, person, sources } = parts;
  const { random } = sources;
  const agent = new Agent({ keepAlive: true, maxSockets: 4 });
  let headers = await person.signIn();
  let wire = await open(parts, headers);

  async function reopen(): Promise<void> {
    wire = await open(parts, headers);
    if (wire.isOpen()) return;
    headers = await person.signIn();
    wire = await open(parts, headers);
    if (!wire.isOpen()) throw new Error(`Nobody lets ${person.userId} in.`);
  }

  async function command(): Promise<Act> {
    const { name, frame } = makeCommand(parts);
    const text = await wire.ask(frame);
    if (text) sources.pool.harvest(text);
    return { name, input: frame(0).slice(0, SHOWN), ...judgeAck(name, text) };
  }

  async function request(): Promise<Act> {
    const route = random.pick(parts.routes);
    const input = makeRequest(route, sources);
    const answer = await sendRequest({ url, agent }, headers, input);
    if (answer) sources.pool.harvest(answer.body);
    if (answer?.status === 401) headers = await person.signIn();
    const verdict = answer ? judgeAnswer(input, answer) : { outcome: "cut", fault: null };
    const name = `${route.method} ${route.path}`;
    return { name, input: JSON.stringify(input).slice(0, SHOWN), ...verdict };
  }

  async function noise(): Promise<Act> {
    if (random.chance(0.3)) {
      const { sent, answer } = await sendOddBytes(url, sources);
      return { name: "odd bytes", input: sent.slice(0, SHOWN), ...judgeBytes(answer) };
    }
    if (random.chance(0.2)) return oddHandshake(parts, headers);
    const input = sendOddFrames(wire, random);
    // The socket may have been cut for it; if not, it still answers.
    const answer = await wire.ask((number) => `42${number}["nothing:known"]`);
    return { name: "odd frames", input, ...judgeAck("nothing:known", answer) };
  }

  return {
    async act() {
      if (!wire.isOpen()) await reopen();
      const kind = random.below(100);
      if (kind < 50) return command();
      if (kind < 90) return request();
      if (kind < 98) return noise();
      // Gone in the middle of a command, as a phone in a tunnel.
      const { name, frame } = makeCommand(parts);
      wire.send(frame(0));
      wire.close();
      return { name, input: frame(0).slice(0, SHOWN), outcome: "left", fault: null };
    },
    close() {
      wire.close();
      agent.destroy();
    },
  };
}

function open({ url, sources }: ActorParts, headers: Record<string, string>): Promise<Wire> {
  const token = headers["authorization"]?.replace("Bearer ", "");
  // Without a device every command of a call is refused at the door.
  const connect = `40${JSON.stringify({ ...(token && { token }), device: "fuzz" })}`;
  const { cookie, origin } = headers;
  return openWire({
    url,
    headers: { ...(cookie && { cookie }), ...(origin && { origin }) },
    connect,
    onEvent: sources.pool.harvest,
  });
}

async function oddHandshake(parts: ActorParts, headers: Record<string, string>): Promise<Act> {
  const { random } = parts.sources;
  const auth = mutate({ token: headers["authorization"], protocol: 1, device: "a" }, random);
  const connect = random.chance(0.2) ? null : `40${JSON.stringify(auth) ?? ""}`;
  const options = { url: parts.url, headers: {}, connect, onEvent: parts.sources.pool.harvest };
  const stranger = await openWire(options);
  stranger.send('420["presence:watch",{"userIds":[]}]');
  stranger.close();
  const input = String(connect).slice(0, SHOWN);
  return { name: "odd handshake", input, outcome: "left", fault: null };
}

/** A command as a frame: as it should be, or wrong in its name, payload, size or number of arguments. */
function makeCommand({ commands, sources }: ActorParts): {
  name: string;
  frame: (number: number) => string;
} {
  const { random } = sources;
  const form = random.pick(commands);
  const name = random.chance(0.96) ? form.name : random.pick([...TEXTS, "disconnect", "connect"]);
  const whole = valueFor(form.payload, "", sources);
  const payload = random.chance(0.35) ? whole : mutate(whole, random);
  const values = [name, payload];
  if (random.chance(0.02)) values.push(nastyValue(random), nastyValue(random));
  if (random.chance(0.01)) values.push("x".repeat(LARGE_FRAME));
  const text = JSON.stringify(values);
  return { name, frame: (number) => `42${number}${text}` };
}
