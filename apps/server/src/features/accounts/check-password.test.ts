import { expect, test } from "vitest";
import { busy } from "#kernel/errors";
import type { AccountsDeps } from "./deps.ts";
import { checkPassword } from "./check-password.ts";

const asked = { email: "ada@example.org", passwordHash: "hash", password: "typed" };

/** How many attempts are counted once the password was looked at, or was not. */
async function countAfter(verify: AccountsDeps["passwords"]["verify"]): Promise<number> {
  let counted = 0;
  const limits: AccountsDeps["limits"] = {
    async take() {
      counted += 1;
    },
    async release() {
      counted -= 1;
    },
    async clear() {},
  };
  const deps = {
    db: {} as AccountsDeps["db"],
    limits,
    passwords: { verify, hash: async () => "" },
  };
  await checkPassword(deps, asked).catch(() => {});
  return counted;
}

test("only a wrong password counts, not one that nobody had time to look at", async () => {
  expect(await countAfter(async () => false)).toBe(1);
  expect(await countAfter(async () => true)).toBe(0);
  expect(await countAfter(async () => Promise.reject(busy()))).toBe(0);
});
