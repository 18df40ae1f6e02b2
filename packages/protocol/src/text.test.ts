import { expect, test } from "vitest";
import * as z from "zod/mini";
import { Email } from "./accounts.ts";
import { Name } from "./profiles.ts";

test.each(["a\u2028b", "a\u2029b", "a\nb", "a\u202eb", "\u200b", "\u3164"])(
  "%j is no name",
  (name) => {
    expect(z.safeParse(Name, name).success).toBe(false);
  },
);

test.each(["José", "李小龍", "👩‍👩‍👧", "می‌خواهم"])("%j is a name", (name) => {
  expect(z.safeParse(Name, name).data).toBe(name);
});

test.each(["a\u200b@example.org", "a\u0007@example.org", "a@exam\u202eple.org"])(
  "%j is no address: what cannot be seen would make two look like one",
  (email) => {
    expect(z.safeParse(Email, email).success).toBe(false);
  },
);
