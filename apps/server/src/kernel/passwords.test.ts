import { describe, expect, test } from "vitest";
import { createPasswords } from "./passwords.ts";

describe("passwords", () => {
  test("are hashed with argon2id at the documented cost, each with its own salt", async () => {
    const passwords = createPasswords();
    const [first, second] = [
      await passwords.hash("a password"),
      await passwords.hash("a password"),
    ];
    expect(first).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
    expect(first).not.toBe(second);
    expect(await passwords.verify(first, "a password")).toBe(true);
    expect(await passwords.verify(first, "A password")).toBe(false);
  });

  test("are the same however a keyboard composes their letters", async () => {
    const passwords = createPasswords();
    const hash = await passwords.hash("caf\u00e9 au lait");
    expect(await passwords.verify(hash, "cafe\u0301 au lait")).toBe(true);
  });

  test("nobody's hash fits no password and is really computed", async () => {
    const passwords = createPasswords();
    let fastest = Infinity;
    for (let i = 0; i < 5; i += 1) {
      const begin = performance.now();
      expect(await passwords.verify(null, "a password")).toBe(false);
      fastest = Math.min(fastest, performance.now() - begin);
    }
    // 19 MiB twice over take no machine less.
    expect(fastest).toBeGreaterThan(1);
  });

  test("2 at once, 50 wait, the rest is told to come back", async () => {
    const passwords = createPasswords();
    const work = Array.from({ length: 55 }, (_, index) => passwords.hash(`password ${index}`));
    const settled = await Promise.allSettled(work);
    const refused = settled.filter((result) => result.status === "rejected");
    expect(refused).toHaveLength(3);
    for (const { reason } of refused) {
      expect(reason).toMatchObject({ code: "BUSY", details: { retryAfterMs: expect.any(Number) } });
    }
    expect(await passwords.hash("afterwards")).toContain("$argon2id$");
  });

  test("a hash that fails gives its place back", async () => {
    const passwords = createPasswords();
    for (let i = 0; i < 5; i += 1) {
      await expect(passwords.verify("not a hash", "a password")).rejects.toThrow(
        /password hash|invalid|decod/i,
      );
    }
    expect(await passwords.hash("afterwards")).toContain("$argon2id$");
  });
});
