import { expect, test } from "vitest";
import { hideInCandidate, hideInDescription } from "./hide-address.ts";

const RELAY =
  "candidate:1 1 udp 41885439 203.0.113.9 50001 typ relay raddr 192.0.2.7 rport 40001 generation 0";
const HOST = "candidate:2 1 udp 2122260223 192.168.1.5 40000 typ host generation 0";
const SRFLX =
  "candidate:3 1 udp 1686052607 192.0.2.7 40000 typ srflx raddr 192.168.1.5 rport 40000";

test("a hidden side shows the relay's address and no other", () => {
  const sdp = ["v=0", `a=${HOST}`, `a=${SRFLX}`, `a=${RELAY}`, "a=end", ""].join("\r\n");
  const hidden = hideInDescription(sdp);
  expect(hidden).toContain("203.0.113.9 50001 typ relay raddr 0.0.0.0 rport 0");
  expect(hidden).not.toMatch(/192\./u);
  expect(hidden.split("\r\n")).toHaveLength(4);
  expect(hideInCandidate(HOST)).toBeNull();
  expect(hideInCandidate(SRFLX)).toBeNull();
});
