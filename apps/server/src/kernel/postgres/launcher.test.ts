import { expect, test } from "vitest";
import { findAccount } from "./launcher.ts";

test("finds an account that is not root's, whatever the machine calls it", () => {
  const root = "root:x:0:0:root:/root:/bin/bash";
  expect(findAccount(`${root}\ndaemon:x:1:1:daemon:/:/usr/sbin/nologin\n`)).toBe(1);
  expect(findAccount(`${root}\n+::::::\nnode:x:1000:1000::/home/node:/bin/sh\n`)).toBe(1000);
  expect(findAccount(`${root}\n`)).toBe(1000);
  expect(findAccount("")).toBe(1000);
});
