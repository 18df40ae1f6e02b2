import { spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { findCoturn } from "../../../tools/find-coturn.ts";
import { waitUntil } from "../wait-until.ts";
import { openDatagramProxy, type DatagramProxy } from "./datagram-proxy.ts";

/** What the product needs to hand out credentials for a relay. */
type RelayEnv = { TURN_URLS: string; TURN_SECRET: string };

export type Relay = {
  env: RelayEnv;
  /** The way to it, which a test may cut. */
  path: DatagramProxy;
  kill: () => Promise<void>;
  /** Starts it again after a kill: what it relayed is forgotten. */
  start: () => Promise<void>;
  stop: () => Promise<void>;
};

const secret = "a secret of the relay of one test";
const turnPort = 3478;

/**
 * A coturn of our own on loopback, behind a path that can be cut. Takes `port` and the one after it; it
 * relays on ports above 49152, and needs many: what a lost path held stays taken for ten minutes.
 */
export async function startRelay(port: number): Promise<Relay> {
  const run = () => runRelay([], "127.0.0.1", port + 1);
  let program = run();
  const path = await openDatagramProxy(port, port + 1);
  await waitUntil("the relay answers", 15_000, () => {
    program.expectAlive();
    return path.isAnswered();
  });
  return {
    env: describeRelayAt("127.0.0.1", port),
    path,
    kill: () => program.stop(),
    start: async () => {
      program = run();
      await program.waitUntilReady();
    },
    stop: async () => {
      path.close();
      await program.stop();
    },
  };
}

/** A coturn in a network namespace, at an address of it and the port that `describeRelayAt` names. */
export async function startRelayIn(
  namespace: string,
  address: string,
): Promise<Pick<Relay, "stop">> {
  const program = runRelay(["ip", "netns", "exec", namespace], address, turnPort);
  await program.waitUntilReady();
  return { stop: program.stop };
}

export function describeRelayAt(address: string, port = turnPort): RelayEnv {
  return { TURN_URLS: `turn:${address}:${port}?transport=udp`, TURN_SECRET: secret };
}

function runRelay(prefix: string[], address: string, port: number) {
  const folder = mkdtempSync(join(tmpdir(), "parley-relay-"));
  const [command = "", ...args] = [
    ...prefix,
    findCoturn(),
    ...listArguments(address, port, folder),
  ];
  const child = spawn(command, args, { stdio: ["ignore", "pipe", "pipe"] });
  let output = "";
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding("utf8").on("data", (chunk: string) => {
      output += chunk;
    });
  }
  const exit = new Promise<void>((done) => child.once("exit", () => done()));
  const expectAlive = (): void => {
    if (child.exitCode !== null) throw new Error(`The relay did not start:\n${output}`);
  };
  return {
    expectAlive,
    waitUntilReady: () =>
      waitUntil("the relay listens", 15_000, () => {
        expectAlive();
        return output.includes("Total General servers");
      }),
    stop: async () => {
      child.kill("SIGKILL");
      await exit;
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** Loopback peers are for tests alone: in operation they would open the host to whoever has a credential. */
function listArguments(address: string, port: number, folder: string): string[] {
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
    `--listening-ip=${address}`,
    `--relay-ip=${address}`,
    `--listening-port=${port}`,
    `--pidfile=${join(folder, "relay.pid")}`,
    `--userdb=${join(folder, "relay.sqlite")}`,
  ];
}
