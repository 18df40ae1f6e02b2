import { chromium, test, type Browser } from "@playwright/test";
import { spawn, spawnSync, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { findChromium } from "../../../tools/find-chromium.ts";
import { openStreamProxy, type StreamProxy } from "./stream-proxy.ts";

export type Namespaces = {
  sides: readonly [Side, Side];
  router: Router;
  /** Drops what goes between the sides, both ways, without a word, as a dead link does. */
  cut: () => void;
  heal: () => void;
  close: () => Promise<void>;
};

/** Where both sides reach the router, and what may stand on it. */
export const routerAddress = "10.77.1.1";

/** What stands between the sides. */
type Router = {
  name: string;
  /** The sides still reach the router, and no longer each other. */
  separate: () => void;
};

type Side = {
  /** A browser that has no other network. */
  browser: Browser;
  /** The way from here to the product. */
  product: StreamProxy;
  close: () => Promise<void>;
};

/** Network namespaces are root's, on Linux, and not in every container. */
export function hasNamespaces(): boolean {
  return spawnSync("unshare", ["--net", "ip", "link"]).status === 0;
}

/**
 * Two networks and a router between them. The product's port is reached from both through a file
 * instead of the network, so that the way to it and the way from side to side are cut apart.
 */
export async function openNamespaces(port: number): Promise<Namespaces> {
  const folder = mkdtempSync(join(tmpdir(), "parley-net-"));
  const router = `parley-${process.pid}`;
  runIp("netns", "add", router);
  runIp("-n", router, "link", "set", "lo", "up");
  const forward = (value: 0 | 1): void =>
    runIp("netns", "exec", router, "sh", "-c", `echo ${value} > /proc/sys/net/ipv4/ip_forward`);
  forward(1);
  const open = (name: string, network: string): Promise<Side> => {
    addNamespace(name, router, network);
    return openSide(name, port, folder);
  };
  const sides = [
    await open(`${router}-a`, "10.77.1"),
    await open(`${router}-b`, "10.77.2"),
  ] as const;
  const dropWith = (act: "add" | "del"): void => {
    for (const address of ["10.77.1.2/32", "10.77.2.2/32"]) {
      runIp("-n", router, "route", act, "blackhole", address);
    }
  };
  return {
    sides,
    router: { name: router, separate: () => forward(0) },
    cut: () => dropWith("add"),
    heal: () => dropWith("del"),
    close: async () => {
      await Promise.all(sides.map((side) => side.close()));
      runIp("netns", "del", router);
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

async function openSide(name: string, port: number, folder: string): Promise<Side> {
  const file = join(folder, `${name}.socket`);
  const product = await openStreamProxy(file, port);
  const forwarder = await forwardInto(name, port, file);
  const browser = await launchIn(name, folder);
  return {
    browser,
    product,
    close: async () => {
      await browser.close();
      forwarder.kill();
      product.close();
      runIp("netns", "del", name);
    },
  };
}

/** A namespace whose only way out is the router, whose address there ends in 1. */
function addNamespace(side: string, router: string, network: string): void {
  runIp("netns", "add", side);
  runIp("-n", side, "link", "add", "out", "type", "veth", "peer", "name", side, "netns", router);
  runIp("-n", router, "address", "add", `${network}.1/24`, "dev", side);
  runIp("-n", router, "link", "set", side, "up");
  runIp("-n", side, "address", "add", `${network}.2/24`, "dev", "out");
  runIp("-n", side, "link", "set", "lo", "up");
  runIp("-n", side, "link", "set", "out", "up");
  runIp("-n", side, "route", "add", "default", "via", `${network}.1`);
}

async function forwardInto(side: string, port: number, file: string): Promise<ChildProcess> {
  const program = join(import.meta.dirname, "stream-proxy.ts");
  const child = spawn(
    "ip",
    ["netns", "exec", side, process.execPath, program, String(port), file],
    { stdio: ["ignore", "pipe", "inherit"] },
  );
  await once(child.stdout, "data");
  return child;
}

async function launchIn(side: string, folder: string): Promise<Browser> {
  const script = join(folder, side);
  writeFileSync(script, `#!/bin/sh\nexec ip netns exec ${side} '${findChromium()}' "$@"\n`);
  chmodSync(script, 0o755);
  return chromium.launch({ ...test.info().project.use.launchOptions, executablePath: script });
}

function runIp(...args: string[]): void {
  const { status, stderr } = spawnSync("ip", args, { encoding: "utf8" });
  if (status !== 0) throw new Error(`ip ${args.join(" ")}: ${stderr}`);
}
