import type { Socket } from "socket.io-client";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { poll } from "#kernel/pause";
import { startTestApp } from "#testing/test-app";
import type { TestApp } from "#testing/test-app";
import { connectSocket, readCode } from "#testing/test-person";
import type { TestPerson } from "#testing/test-person";

let here: TestApp;
let there: TestApp;
let count = 0;

beforeAll(async () => {
  here = await startTestApp();
  there = await startTestApp({ database: here.database });
});

afterAll(async () => {
  await there.close();
  await here.close();
});

function newPerson(): Promise<TestPerson> {
  count += 1;
  return here.person(`Person ${count}`);
}

/** A socket of this device on the other node. */
async function connectThere({ cookie }: TestPerson): Promise<Socket> {
  return connectSocket(there.url, { cookie, origin: there.url });
}

/** The reason that the socket is given before it is cut. */
function endOf(socket: Socket): Promise<string> {
  return new Promise((resolve) => {
    let reason = "none";
    socket.once("session:ended", ({ code }: { code: string }) => {
      reason = code;
    });
    socket.once("disconnect", () => resolve(reason));
  });
}

async function refusalOf(connecting: Promise<Socket>): Promise<unknown> {
  return connecting.then(
    (socket) => socket.close() && "connected",
    (error: { data?: { code: string } }) => error.data?.code,
  );
}

describe("live sockets of a session that ends", () => {
  test("on another node are told why and cut when one signs out", async () => {
    const person = await newPerson();
    const sockets = await Promise.all([person.connect(), connectThere(person)]);
    const ends = sockets.map(endOf);
    expect((await person.call("POST", "/api/auth/logout")).status).toBe(204);
    expect(await Promise.all(ends)).toEqual(["SESSION_REVOKED", "SESSION_REVOKED"]);
    expect(await refusalOf(connectThere(person))).toBe("SESSION_REVOKED");
  });

  test("are cut for all other devices, and this one stays", async () => {
    const person = await newPerson();
    const phone = await person.logIn();
    const mine = await connectThere(person);
    const other = await connectThere(phone);
    const end = endOf(other);
    await person.call("DELETE", "/api/auth/devices");
    expect(await end).toBe("SESSION_REVOKED");
    expect(mine.connected).toBe(true);
    mine.close();
  });

  test("are cut by a new password: by reset all, by change the others", async () => {
    const person = await newPerson();
    const { email } = person;
    const phone = await person.logIn();
    const changed = endOf(await connectThere(phone));
    const mine = await connectThere(person);
    const words = { current: person.password, password: "the second password" };
    expect((await person.call("POST", "/api/auth/password", words)).status).toBe(204);
    expect(await changed).toBe("SESSION_REVOKED");
    expect(mine.connected).toBe(true);
    const reset = endOf(mine);
    const wish = { name: "Bot", scopes: ["read"] };
    const { token } = (await person.call("POST", "/api/auth/tokens", wish)).body;
    const authorization = `Bearer ${String(token)}`;
    const bot = endOf(await connectSocket(there.url, { authorization }));
    const asked = await here.call("POST", "/api/auth/forgot", { email });
    const code = await poll(5_000, async () => {
      const newest = await readCode(here.dataDir, email);
      return newest.length === 8 && newest;
    });
    const body = { challengeId: asked.body["challengeId"], code, password: "the third password" };
    expect((await here.call("POST", "/api/auth/reset", body)).status).toBe(204);
    expect(await Promise.all([reset, bot])).toEqual(["SESSION_REVOKED", "SESSION_REVOKED"]);
  });

  test("none is left of those that were connecting in that moment", async () => {
    const person = await newPerson();
    const connecting = Promise.allSettled(
      Array.from({ length: 12 }, (_, index) =>
        index % 2 ? person.connect() : connectThere(person),
      ),
    );
    await person.call("POST", "/api/auth/logout");
    const sockets = (await connecting).flatMap((result) =>
      result.status === "fulfilled" ? [result.value] : [],
    );
    const isOver = async () => sockets.every(({ connected }) => !connected);
    expect(await poll(10_000, isOver)).toBe(true);
  });
});

describe("a handshake", () => {
  test("without credentials is refused with the code", async () => {
    const { url } = there;
    expect(await refusalOf(connectSocket(url, { origin: url }))).toBe("UNAUTHENTICATED");
    const cookie = "parley=rubbish";
    expect(await refusalOf(connectSocket(url, { origin: url, cookie }))).toBe("UNAUTHENTICATED");
  });

  test("with a bearer token is admitted, and cut when the token is revoked", async () => {
    const person = await newPerson();
    const wish = { name: "Bot", scopes: ["read"] };
    const { id, token } = (await person.call("POST", "/api/auth/tokens", wish)).body;
    const authorization = `Bearer ${String(token)}`;
    const socket = await connectSocket(there.url, { authorization });
    const end = endOf(socket);
    expect((await person.call("DELETE", `/api/auth/tokens/${String(id)}`)).status).toBe(204);
    expect(await end).toBe("SESSION_REVOKED");
    expect(await refusalOf(connectSocket(there.url, { authorization }))).toBe("SESSION_REVOKED");
  });
});
