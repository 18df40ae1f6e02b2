import { expect, test } from "vitest";
import { inlineScripts, securityHeaders } from "./headers.ts";

test("inline scripts of the page are allowed by hash, others not at all", () => {
  const html = '<script src="/a.js"></script><script type="module">go()</script><script></script>';
  expect(inlineScripts(html)).toEqual(["go()"]);
  const policy = securityHeaders({ https: false, scripts: ["go()"] })["content-security-policy"];
  expect(policy).toContain("script-src 'self' 'sha256-");
  expect(policy).not.toContain("unsafe");
});

test("HTTPS is insisted on only where it is there", () => {
  expect(securityHeaders({ https: true, scripts: [] })).toHaveProperty("strict-transport-security");
  expect(securityHeaders({ https: false, scripts: [] })).not.toHaveProperty(
    "strict-transport-security",
  );
});
