import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { beforeReload } from "./before-reload.ts";
import { loadChunk } from "./load-chunk.ts";

const reload = vi.fn<() => void>();
const kept = new Map<string, string>();

beforeEach(() => {
  kept.clear();
  reload.mockClear();
  vi.stubGlobal("navigator", { onLine: true });
  vi.stubGlobal("location", { reload });
  vi.stubGlobal("sessionStorage", {
    getItem: (key: string) => kept.get(key) ?? null,
    setItem: (key: string, value: string) => kept.set(key, value),
  });
});

afterEach(() => vi.unstubAllGlobals());

async function fail(): Promise<never> {
  throw new TypeError("Failed to fetch dynamically imported module");
}

test("a chunk that is gone reloads the page once, after what was typed is stored", async () => {
  const lifetime = new AbortController();
  const steps: string[] = [];
  beforeReload(async () => void steps.push("stored"), lifetime.signal);
  reload.mockImplementation(() => void steps.push("reloaded"));
  void loadChunk(fail);
  await vi.waitFor(() => expect(steps).toEqual(["stored", "reloaded"]));
  lifetime.abort();

  await expect(loadChunk(fail)).rejects.toThrow(TypeError);
  expect(reload).toHaveBeenCalledTimes(1);
});

test("without a network there is no reload, which would lose the page", async () => {
  vi.stubGlobal("navigator", { onLine: false });
  await expect(loadChunk(fail)).rejects.toThrow(TypeError);
  expect(reload).not.toHaveBeenCalled();
});

test("a chunk that loads is handed on", async () => {
  await expect(loadChunk(async () => 7)).resolves.toBe(7);
});
