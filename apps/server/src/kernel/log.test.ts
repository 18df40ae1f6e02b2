import { expect, test } from "vitest";
import { createLog } from "./log.ts";

function write(act: (log: ReturnType<typeof createLog>) => void): string {
  let text = "";
  act(createLog("debug", { write: (line) => (text += line) }));
  return text;
}

test("writes one object a line, with the level in words and the time", () => {
  const line: unknown = JSON.parse(write((log) => log.info({ userId: "u1" }, "signed in")));
  expect(line).toMatchObject({ level: "info", userId: "u1", msg: "signed in" });
  expect(line).toHaveProperty("at");
});

test("takes out what must never be logged, wherever it stands", () => {
  const text = write((log) =>
    log.info({
      password: "leak",
      code: "leak",
      message: { body: "leak" },
      request: { headers: { cookie: "leak", authorization: "leak" } },
    }),
  );
  expect(text).not.toContain("leak");
});

test("keeps parameters and rows out of errors", () => {
  const cause = Object.assign(new Error("duplicate key"), { code: "23505", detail: "leak" });
  const error = new Error("Failed query: insert into x values ($1)\nparams: leak", { cause });
  const text = write((log) => log.error({ err: error }, "failed"));
  expect(text).toContain("Failed query");
  expect(text).toContain("23505");
  expect(text).not.toContain("leak");
});
