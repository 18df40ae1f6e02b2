import { expect, test } from "vitest";
import { ApiError } from "#kernel/api-error";
import { changesOf, findFaults, readFaults } from "./profile-form.ts";

const account = {
  name: "Nora Brandt",
  username: "nora",
  bio: "",
  place: "Bristol",
  timeZone: "Europe/London",
};

test("only what differs from the account is kept", () => {
  expect(changesOf({ name: "Nora", place: "Bristol" }, account)).toEqual({ name: "Nora" });
  expect(changesOf({}, account)).toEqual({});
});

test("a username is checked while it is typed", () => {
  expect(findFaults({ username: "no" }).username).toMatch(/3 to 30/);
  expect(findFaults({ username: "nora brandt" }).username).toMatch(/3 to 30/);
  expect(findFaults({ username: "nora.b_2" })).toEqual({});
  expect(findFaults({ name: "  " }).name).toBeTruthy();
});

test("a username that is taken is said at its field", () => {
  const taken = new ApiError({ code: "USERNAME_TAKEN", message: "", status: 409 });
  expect(readFaults(taken)).toEqual({
    username: "Somebody has this username already. Try another one.",
  });
  const errors = [{ path: "place", code: "custom", message: "Place is too long." }];
  const invalid = new ApiError({ code: "VALIDATION", message: "", status: 400, errors });
  expect(readFaults(invalid)).toEqual({ place: "Place is too long." });
  expect(readFaults(null)).toEqual({});
});
