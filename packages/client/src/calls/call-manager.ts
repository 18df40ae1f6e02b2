import type { Call, CallMedia } from "@parley/protocol/calls";
import type { Clock, Environment, Random } from "../environment.ts";
import { mintId } from "../ids.ts";
import type { Mirror } from "../mirror.ts";
import { createSource } from "../observable.ts";
import type { ServerEvent, Transport } from "../transport.ts";
import { askCall } from "./ask-call.ts";
import { CallMemory, type RememberedCall } from "./call-memory.ts";
import { callIdOf, isOwn, type Machine } from "./call-state.ts";
import { CallTracker } from "./call-tracker.ts";
import { showCall } from "./call-view.ts";
import { CallError, type Calls, type PictureSurface } from "./calls.ts";
import { Farewells, farewellOf } from "./farewells.ts";
import { Grants } from "./grants.ts";
import { Heartbeat } from "./heartbeat.ts";
import { FORGETFUL } from "./keeping.ts";
import { MediaDesk } from "./media-desk.ts";
import { wantedFor, type SentMedia } from "./media-engine.ts";
import { createMediaHost } from "./media-host.ts";
import { MediaTeller } from "./media-teller.ts";
import type { CallOptions } from "./options.ts";
import { Nearby } from "./nearby.ts";
import { Reach } from "./reach.ts";
import { HELD_MS } from "./times.ts";
import type { CallView } from "./views.ts";

/** What the tabs of one browser tell each other about the call. */
export interface SharedCall {
  call: Call | null;
  /** The tab that speaks is in it. */
  isHere: boolean;
}

export interface CallManagerParts {
  userId: string;
  clock: Clock;
  random: Random;
  environment: Environment;
  transport: Transport;
  mirror: Mirror;
  options: CallOptions | undefined;
  /** Makes this tab the one that owns the socket. */
  takeLead(): void;
  /** Opens the connection anew, and soon. */
  reopen(): void;
  /** Tells the other tabs. */
  share(): void;
}

/** Loads what holds calls: most visits have none. */
export type LoadCalls = () => Promise<(parts: CallManagerParts) => CallManager>;

/** How this tab enters a call. */
interface Entering {
  callId: string;
  to: "initiate" | "accept" | "join";
  wanted: SentMedia;
}

/** The calls of one account, in one tab. */
export class CallManager implements Omit<Calls, "missed" | "markSeen"> {
  readonly current = createSource<CallView>({ state: "idle" });
  readonly #parts: CallManagerParts;
  readonly #reach: Reach;
  readonly #tracker: CallTracker;
  readonly #media: MediaDesk;
  readonly #heartbeat: Heartbeat;
  readonly #farewells: Farewells;
  readonly #grants: Grants;
  readonly #teller: MediaTeller;
  readonly #memory: CallMemory;
  readonly #nearby: Nearby;
  readonly #ending = new AbortController();

  constructor(parts: CallManagerParts) {
    const { userId, clock, mirror, options, transport } = parts;
    this.#parts = parts;
    this.#reach = new Reach(clock);
    const isConnected = () => this.#reach.isConnected;
    const rebuild = () => this.#rebuild();
    this.#memory = new CallMemory(options?.tab ?? FORGETFUL);
    this.#nearby = new Nearby(userId);
    const tracker = new CallTracker({
      userId,
      clock,
      getOffsetMs: () => mirror.offsetMs,
      onChange: (before, after) => this.#handleChange(before, after),
    });
    this.#tracker = tracker;
    const host = createMediaHost({
      ...parts,
      tracker,
      kept: options?.browser,
      isConnected,
      rebuild,
    });
    this.#media = new MediaDesk(options?.loadMedia ?? refuseMedia, host);
    const getEngine = () => this.#media.engine;
    this.#grants = new Grants({ userId, clock, tracker, getEngine, rebuild });
    const onAnswer = (call: Call) => tracker.apply({ type: "snapshot", call });
    this.#farewells = new Farewells({
      isConnected,
      ask: ({ name, payload }) => askCall(transport, name, payload),
      onAnswer,
    });
    this.#teller = new MediaTeller({
      userId,
      getState: () => tracker.state,
      getLocal: () => this.#media.local.get(),
      isConnected,
      ask: (told) => askCall(transport, "call:media", told),
      onAnswer,
    });
    const beat = () => this.#beat();
    this.#heartbeat = new Heartbeat({ clock, isConnected, beat, onSilence: parts.reopen });
    this.#media.changed.subscribe(() => this.#handleMedia(), this.#ending.signal);
  }

  get devices() {
    return this.#media.devices;
  }
  get preview() {
    return this.#media.preview;
  }

  openPreview(media: CallMedia): void {
    this.#media.openPreview(wantedFor(media)).catch(() => this.closePreview());
  }

  closePreview(): void {
    this.#media.closePreview(this.isInCall());
  }

  async start(conversationId: string, media: CallMedia): Promise<void> {
    const { state } = this.#tracker;
    const isRungHere = state.at === "incoming" && state.call.conversationId === conversationId;
    if (isRungHere) return this.accept();
    if (state.at !== "idle" && state.at !== "ended") {
      throw new CallError("CONFLICT", "You are in a call already.");
    }
    const { clock, random, transport, mirror, userId } = this.#parts;
    const callId = mintId(clock, random);
    const members = Object.keys(mirror.states.get(conversationId)?.members ?? {});
    const peerId = members.find((id) => id !== userId) ?? "";
    this.#tracker.apply({ type: "start", callId, conversationId, media, peerId });
    await this.#enter({ callId, to: "initiate", wanted: wantedFor(media) }, () =>
      askCall(transport, "call:initiate", { callId, conversationId, media }),
    );
  }

  async accept(): Promise<void> {
    const { state } = this.#tracker;
    if (state.at !== "incoming") throw new CallError("NOT_FOUND", "Nothing rings here.");
    const { id: callId, media } = state.call;
    this.#tracker.apply({ type: "accept" });
    await this.#enter({ callId, to: "accept", wanted: wantedFor(media) }, () =>
      askCall(this.#parts.transport, "call:accept", { callId }),
    );
  }

  async decline(): Promise<void> {
    const { state } = this.#tracker;
    if (state.at !== "incoming") return;
    const { id: callId } = state.call;
    this.#tracker.apply({ type: "leave", reason: "declined" });
    this.#parts.takeLead();
    await this.#farewells.say({ name: "call:reject", payload: { callId } });
  }

  async hangUp(): Promise<void> {
    const { state } = this.#tracker;
    if (state.at === "incoming") return this.decline();
    if (!isOwn(state)) return;
    const reason = state.at === "outgoing" ? "cancelled" : "completed";
    this.#tracker.apply({ type: "leave", reason });
  }

  async moveHere(): Promise<void> {
    const { state } = this.#tracker;
    if (state.at !== "elsewhere") throw new CallError("NOT_FOUND", "There is no call to move.");
    await this.#join(state.call, wantedFor(state.call.media));
  }

  dismiss(): void {
    this.#tracker.apply({ type: "dismiss" });
  }

  async setMic(isOn: boolean): Promise<void> {
    if (this.#hasMedia()) await this.#media.use((engine) => engine.setMic(isOn));
  }

  async setCam(isOn: boolean): Promise<void> {
    if (this.#hasMedia()) await this.#media.use((engine) => engine.setCam(isOn));
  }

  chooseDevice(kind: "mic" | "cam" | "speaker", id: string): Promise<void> {
    return this.#media.use((engine) => engine.chooseDevice(kind, id));
  }

  watchPicture(surface: PictureSurface): () => void {
    return this.#media.watchPicture(surface);
  }

  /** For the other tabs. */
  snapshot(): SharedCall {
    return { call: this.#tracker.machine.known, isHere: this.isInCall() };
  }

  /** What the tab that leads knows. */
  handleShared({ call, isHere }: SharedCall): void {
    if (!call) return;
    if (isHere) this.#memory.forget(call.id);
    this.#nearby.hear(call, isHere);
    this.#tracker.apply({ type: "snapshot", call });
    if (this.#tracker.state.at === "elsewhere") this.#show();
  }

  /** Another tab takes the call. */
  handleClaim(): void {
    const { known } = this.#tracker.machine;
    if (known && this.isInCall()) this.#nearby.hear(known, true);
    this.#tracker.apply({ type: "claimed" });
  }

  /** Another tab has taken the lead; whoever is in a call takes it back. */
  handleLost(): void {
    this.#reach.handleDisconnected();
    if (this.isInCall()) this.#parts.takeLead();
  }

  isInCall(): boolean {
    return isOwn(this.#tracker.state);
  }

  handleConnected(): void {
    this.#reach.handleConnected();
    this.#farewells.handleConnected();
    this.#heartbeat.handleConnected();
    this.#media.engine?.handleSignalingBack();
    void this.#teller.update();
  }

  handleDisconnected(): void {
    this.#reach.handleDisconnected();
  }

  handleEvent(event: ServerEvent): void {
    const { engine } = this.#media;
    switch (event.name) {
      case "call:ring":
      case "call:state":
      case "call:ended":
        return this.#tracker.apply({ type: "snapshot", call: event.payload.call });
      case "call:stop":
        return this.#tracker.apply({ type: "stop", ...event.payload });
      case "call:media":
        return this.#tracker.apply({ type: "media", change: event.payload });
      case "call:grant":
        return this.#grants.handle(event.payload);
      case "call:signal":
        return engine?.handleSignal(event.payload);
      case "call:signal-ack":
        return engine?.handleAck(event.payload);
      default:
    }
  }

  /** Lets go of everything; the server is not told, so that a reload comes back to its call. */
  stop(): void {
    this.#ending.abort();
    this.#heartbeat.stop();
    this.#grants.stop();
    this.#tracker.stop();
    this.#reach.stop();
    this.#media.close();
  }

  /** Opens media, makes this tab the one with the socket, and asks the server to let it in. */
  async #enter({ callId, to, wanted }: Entering, ask: () => Promise<Call>): Promise<void> {
    const isWanted = () => this.isInCall() && callIdOf(this.#tracker.state) === callId;
    this.#farewells.forget(callId);
    try {
      this.#parts.takeLead();
      await this.#media.openForCall(wanted, isWanted);
      const call = await this.#reach.ask(ask, isWanted);
      if (!call) return;
      if (isWanted()) this.#tracker.apply({ type: "answer", to, call });
      else if (this.#tracker.machine.closed.includes(callId)) {
        // Left while it was being asked for: whichever the server heard first, it is left.
        await this.#farewells.say({ name: "call:leave", payload: { callId: call.id } });
      }
    } catch (error) {
      const code = error instanceof CallError ? error.code : "OFFLINE";
      if (isWanted()) this.#tracker.apply({ type: "refuse", code });
      throw error;
    }
  }

  #join(call: Call, wanted: SentMedia): Promise<void> {
    const { id: callId } = call;
    this.#tracker.apply({ type: "join", call });
    return this.#enter({ callId, to: "join", wanted }, () =>
      askCall(this.#parts.transport, "call:join", { callId }),
    );
  }

  /** Asks for another place: then everybody builds their media anew. */
  async #rebuild(): Promise<void> {
    const { state } = this.#tracker;
    const callId = callIdOf(state);
    if (!isOwn(state) || state.isJoining || callId === null) return;
    this.#tracker.apply({ type: "rebuild" });
    const isWanted = () => this.isInCall() && callIdOf(this.#tracker.state) === callId;
    const ask = () => askCall(this.#parts.transport, "call:join", { callId });
    try {
      // Without an answer nobody knows which place this device has: it is asked for until there is one.
      const call = await this.#reach.ask(ask, isWanted, HELD_MS);
      if (call) this.#tracker.apply({ type: "answer", to: "join", call });
    } catch (error) {
      const code = error instanceof CallError ? error.code : "OFFLINE";
      this.#tracker.apply({ type: "refuse", code });
    }
  }

  async #beat(): Promise<void> {
    const callId = callIdOf(this.#tracker.state);
    if (callId === null || !this.isInCall()) return;
    try {
      const call = await askCall(this.#parts.transport, "call:heartbeat", { callId });
      this.#tracker.apply({ type: "snapshot", call });
    } catch (error) {
      // A refusal is an answer too: the server is there.
      if (!(error instanceof CallError) || error.code === "OFFLINE") throw error;
    }
  }

  #handleChange(before: Machine, after: Machine): void {
    const [was, is] = [isOwn(before.state), isOwn(after.state)];
    if (is && !was) this.#heartbeat.start();
    if (was && !is) this.#leave(before, after);
    if (is) this.#grants.follow();
    this.#handleMedia();
    this.#parts.share();
    if (after.state.at === "elsewhere") this.#rejoin(after.state.call);
  }

  #handleMedia(): void {
    this.#show();
    this.#memory.keep(this.#tracker.state, this.#media.local.get());
    void this.#teller.update();
  }

  #show(): void {
    const { state, context } = this.#tracker;
    const media = this.#media.show();
    const isNearby = (call: Call) => this.#nearby.has(call);
    this.current.set(showCall(state, { ...media, context, isNearby }));
  }

  #leave(before: Machine, after: Machine): void {
    this.#heartbeat.stop();
    this.#grants.stop();
    this.#media.close();
    const farewell = farewellOf(before, after);
    if (farewell) void this.#farewells.say(farewell);
  }

  /** A reload has thrown this tab out of its call: it goes back without asking. */
  #rejoin(call: Call): void {
    const before = this.#memory.take(call, this.#parts.userId);
    if (!before) return;
    const rejoining =
      call.state === "ringing" ? this.#resume(call, before) : this.#join(call, before);
    rejoining.catch(() => {});
  }

  async #resume(call: Call, { joinId, ...wanted }: RememberedCall): Promise<void> {
    this.#tracker.apply({ type: "resume", call, joinId });
    this.#parts.takeLead();
    await this.#media.openForCall(wanted, () => this.isInCall());
  }

  #hasMedia(): boolean {
    return this.isInCall() || this.#media.preview.get() !== null;
  }
}

/** Holds calls from now on; given to the client by `loadCalls`. */
export function createCalls(parts: CallManagerParts): CallManager {
  return new CallManager(parts);
}

function refuseMedia(): Promise<never> {
  return Promise.reject(new CallError("OFFLINE", "This client has no media."));
}
