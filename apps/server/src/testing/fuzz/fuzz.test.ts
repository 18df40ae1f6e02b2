import { COMMANDS } from "@parley/protocol/commands";
import { afterAll, beforeAll, expect, test } from "vitest";
import { makePeople } from "../../people/make-people.ts";
import { startTestApp } from "../test-app.ts";
import type { TestApp } from "../test-app.ts";
import { createFuzzer } from "./fuzz.ts";
import type { Fuzzer } from "./fuzz.ts";
import { asFuzzPeople, asFuzzPerson } from "./people.ts";

const INPUTS = 2_000;
/** A machine that is busy with much else still comes to the end. */
const PATIENCE_MS = 900_000;
const SEED = 20_260_301;

let app: TestApp;
let fuzzer: Fuzzer;

beforeAll(async () => {
  app = await startTestApp();
  const made = await makePeople(app.database.db, 4, new Date());
  const browser = asFuzzPerson(app.url, await app.person("Ada"));
  const { people, conversationIds } = asFuzzPeople(made);
  fuzzer = await createFuzzer(
    { url: app.url, people: [...people, browser, browser], conversationIds },
    SEED,
  );
});

afterAll(async () => {
  fuzzer.close();
  await app.close();
});

test(
  "WIRE-1: whatever several people send at once, every answer is one that the protocol knows",
  async () => {
    await fuzzer.run(INPUTS);
    expect(fuzzer.faults()).toEqual([]);
    const tally = fuzzer.tally();
    const judged = Object.keys(COMMANDS).filter((name) => tally[name]?.["VALIDATION"]);
    expect(judged).toEqual(Object.keys(COMMANDS));
    // Inputs that are refused at the door alone would prove nothing about what is behind it.
    expect(tally["message:send"]).toMatchObject({ ok: expect.any(Number) });
    expect(tally["call:initiate"]).toMatchObject({ NOT_FOUND: expect.any(Number) });
    expect(tally["POST /api/sync"]).toMatchObject({ ok: expect.any(Number) });
    expect((await app.call("GET", "/api/ready")).status).toBe(200);
  },
  PATIENCE_MS,
);
