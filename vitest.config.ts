import { resolve } from "node:path";
import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    maxWorkers: 2,
    projects: [
      {
        test: { name: "protocol", root: "packages/protocol", include: ["src/**/*.test.ts"] },
      },
      {
        test: {
          name: "client",
          root: "packages/client",
          include: ["src/**/*.test.ts"],
          testTimeout: 60_000,
        },
      },
      {
        test: {
          name: "server",
          root: "apps/server",
          include: ["src/**/*.test.ts"],
          globalSetup: [resolve(import.meta.dirname, "apps/server/src/testing/global-setup.ts")],
          pool: "forks",
          testTimeout: 90_000,
          hookTimeout: 60_000,
        },
      },
      {
        extends: "apps/web/vite.config.ts",
        test: {
          name: "web",
          root: "apps/web",
          include: ["src/**/*.test.{ts,tsx}", "build/**/*.test.ts"],
        },
      },
      {
        test: {
          name: "tools",
          root: "tools",
          include: ["**/*.test.ts"],
          exclude: ["boundary-canary/planted/**"],
        },
      },
    ],
  },
});
