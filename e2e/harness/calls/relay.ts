import { spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { findCoturn } from "../../../tools/find-coturn.ts";
import { waitUntil } from "../wait-until.ts";
import { openDatagramProxy, type DatagramProxy } from "./datagram-proxy.ts";

export type Relay = {
  /** What the product needs to hand out credentials for it. */
  env: { TURN_URLS: string; TURN_SECRET: string };
  /** The way to it, which a test may cut. */
  path: DatagramProxy;
  stop: () => Promise<void>;
};

const secret = "a secret of the relay of one test";

/**
 * A coturn of our own on loopback, behind a path that can be cut. Takes `port` and the one after it; it
 * relays on ports above 49152, and needs many: what a lost path held stays taken for ten minutes.
 */
export async function startRelay(port: number): Promise<Relay> {
  const folder = mkdtempSync(join(tmpdir(), "parley-relay-"));
  const child = spawn(findCoturn(), describeRelay(port + 1, folder), {
    stdio: ["ignore", "pipe", "pipe"],
  });
  let output = "";
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding("utf8").on("data", (chunk: string) => {
      output += chunk;
    });
  }
  const exit = new Promise<void>((done) => child.once("exit", () => done()));
  const path = await openDatagramProxy(port, port + 1);
  await waitUntil("the relay answers", 15_000, () => {
    if (child.exitCode !== null) throw new Error(`The relay did not start:\n${output}`);
    return path.isAnswered();
  });
  return {
    env: { TURN_URLS: `turn:127.0.0.1:${port}?transport=udp`, TURN_SECRET: secret },
    path,
    stop: async () => {
      path.close();
      child.kill("SIGKILL");
      await exit;
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** Loopback peers are for tests alone: in operation they would open the host to whoever has a credential. */
function describeRelay(port: number, folder: string): string[] {
  return [
    "-n",
    "--log-file=stdout",
    "--no-cli",
    "--no-tls",
    "--no-dtls",
    "--no-tcp",
    "--no-multicast-peers",
    "--allow-loopback-peers",
    "--use-auth-secret",
    `--static-auth-secret=${secret}`,
    "--realm=parley.test",
    "--listening-ip=127.0.0.1",
    "--relay-ip=127.0.0.1",
    `--listening-port=${port}`,
    `--pidfile=${join(folder, "relay.pid")}`,
    `--userdb=${join(folder, "relay.sqlite")}`,
  ];
}
