import { ModelServer } from "@parley/client/testing/model-server";
import * as fc from "fast-check";
import { afterAll, beforeAll, expect, test } from "vitest";
import { presentUsers, settingsOf } from "#features/profiles";
import { checkProperty } from "#testing/check-property";
import { flattenTimes } from "#testing/model-forms";
import { startPeople } from "#testing/people";
import type { PeopleKit } from "#testing/people";
import { fetchAll } from "#testing/refetch";

const PEOPLE = 4;

interface Step {
  do:
    | "ask"
    | "accept"
    | "refuse"
    | "cancel"
    | "unfriend"
    | "block"
    | "unblock"
    | "name"
    | "receipts";
  who: number;
  /** How many places after them. */
  other: number;
  isOn: boolean;
}

const anyStep: fc.Arbitrary<Step> = fc.record({
  do: fc.oneof(
    { weight: 4, arbitrary: fc.constantFrom("ask" as const, "accept" as const) },
    fc.constantFrom("refuse" as const, "cancel" as const, "unfriend" as const),
    fc.constantFrom("block" as const, "unblock" as const),
    fc.constantFrom("name" as const, "receipts" as const),
  ),
  who: fc.nat(PEOPLE - 1),
  other: fc.nat(PEOPLE - 2),
  isOn: fc.boolean(),
});

interface World {
  kit: PeopleKit;
  model: ModelServer;
  told: { userIds: readonly string[]; payload: object }[];
  people: string[];
  count: number;
}

async function startWorld(kit: PeopleKit): Promise<World> {
  const model = new ModelServer();
  const people: string[] = [];
  for (let person = 0; person < PEOPLE; person += 1) people.push(await kit.addPerson());
  const settings = await settingsOf(kit.db, people);
  for (const [id, user] of await presentUsers(kit.db, people)) {
    model.addPerson(id, user);
    Object.assign(model.person(id), { settings: settings.get(id) });
  }
  const told: World["told"] = [];
  model.onDelivery = ({ to, event }) => {
    if (event.name === "user:changed") told.push({ userIds: to, payload: event.payload });
  };
  kit.events.length = 0;
  return { kit, model, told, people, count: 0 };
}

/** One step on both sides; what the server refuses does not reach the model. */
async function run(world: World, step: Step): Promise<void> {
  const { kit, model, people, told } = world;
  const who = people[step.who]!;
  const other = people[(step.who + 1 + step.other) % PEOPLE]!;
  world.count += 1;
  // Refusals hold for a month; without time nobody could be asked again.
  kit.time.now += 40 * 86_400_000;
  const between = [...model.data.requests.values()].find(
    ({ from, to }) => [from, to].includes(who) && [from, to].includes(other),
  );
  await act(world, step, { who, other, request: between?.id });
  const real = kit.events.filter(({ event }) => event === "user:changed");
  expect(shorten(real)).toEqual(shorten(told));
  kit.events.length = 0;
  told.length = 0;
}

async function act(
  { kit, model, count }: World,
  step: Step,
  { who, other, request }: { who: string; other: string; request: string | undefined },
): Promise<void> {
  const call = async (route: string, body?: unknown) => {
    const { status, body: said } = await kit.call(who, route, body);
    return status < 300 ? said : null;
  };
  switch (step.do) {
    case "ask": {
      const message = `Shall we talk, for the ${count}th time?`;
      const said = await call("POST /api/friends/requests", { userId: other, message });
      if (!said) return;
      const { id } = said.request;
      return model.request({ id, from: who, to: other, message, at: model.time() });
    }
    case "accept": {
      const said = request && (await call(`POST /api/friends/requests/${request}/accept`));
      if (said) model.befriend(who, other, said.conversation.id);
      return;
    }
    case "refuse":
      if (request && (await call(`POST /api/friends/requests/${request}/refuse`))) {
        model.endRequest(request);
      }
      return;
    case "cancel":
      if (request && (await call(`DELETE /api/friends/requests/${request}`))) {
        model.endRequest(request);
      }
      return;
    case "unfriend":
      if (await call(`DELETE /api/friends/${other}`)) model.unfriend(who, other);
      return;
    case "block":
      if (await call(`PUT /api/blocks/${other}`)) model.block(who, other);
      return;
    case "unblock":
      if (await call(`DELETE /api/blocks/${other}`)) model.unblock(who, other);
      return;
    case "name": {
      const name = step.isOn ? `Ada ${count}` : "Ada";
      if (await call("PATCH /api/users/me", { name })) model.rename(who, name);
      return;
    }
    case "receipts": {
      const settings = { receipts: step.isOn };
      if (await call("PATCH /api/users/me", { settings })) model.setReceipts(who, step.isOn);
    }
  }
}

function shorten(events: readonly { userIds: readonly string[]; payload: unknown }[]): unknown[] {
  return events
    .map(({ userIds, payload }) => {
      const { epoch: _epoch, ...rest } = payload as { epoch?: string };
      return flattenTimes({ to: userIds[0], ...rest });
    })
    .toSorted((a, b) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1));
}

/** Everything of their own that each person would fetch, tombstones and counter included. */
async function compareRows({ kit, model, people }: World): Promise<void> {
  for (const id of people) {
    const { ver, rows } = await fetchAll(kit, id);
    const held = [...rows.values()].toSorted((a, b) => a.ver - b.ver);
    const expected = { ver: model.person(id).ver, rows: model.changesOf(id) };
    expect(flattenTimes({ ver, rows: held })).toEqual(flattenTimes(expected));
  }
}

let kit: PeopleKit;
beforeAll(async () => {
  kit = await startPeople();
});
afterAll(async () => kit.close());

test("invariants 6 and 12, FRND-5: what concerns each person is the same in the SQL and in the simulator's server", async () => {
  const property = fc.asyncProperty(
    fc.array(anyStep, { minLength: 10, maxLength: 40 }),
    async (steps) => {
      const world = await startWorld(kit);
      for (const next of steps) await run(world, next);
      await compareRows(world);
    },
  );
  expect(await checkProperty(property, 40)).toBe("");
}, 120_000);
