import type { Theme } from "@parley/protocol/profiles";
import { create } from "zustand";
import { readStored, writeStored } from "./stored.ts";

export type ThemeChoice = Theme;
export type ShownTheme = Exclude<ThemeChoice, "system">;

export const themeChoices = [
  "light",
  "dark",
  "sepia",
  "contrast",
  "system",
] as const satisfies readonly ThemeChoice[];

const PREFERS_DARK = "(prefers-color-scheme: dark)";
const PREFERS_CONTRAST = "(prefers-contrast: more)";

const useStore = create<{ choice: ThemeChoice }>(() => ({ choice: readThemeChoice() }));

/** The theme that is drawn for a choice on a system with these wishes. `public/theme.js` decides alike. */
export function resolveTheme(
  choice: ThemeChoice,
  system: { dark: boolean; contrast: boolean },
): ShownTheme {
  if (choice !== "system") return choice;
  if (system.contrast) return "contrast";
  return system.dark ? "dark" : "light";
}

/** Draws a choice and keeps it in this browser, so that the next page starts with it. Keeping it on the account too is up to the settings page. */
export function chooseTheme(choice: ThemeChoice): void {
  writeStored("local", "theme", choice);
  useStore.setState({ choice });
  drawTheme(choice);
}

/** Follows the system, and other tabs, until `signal` aborts. */
export function watchTheme(signal: AbortSignal): void {
  const redraw = () => drawTheme(useStore.getState().choice);
  matchMedia(PREFERS_DARK).addEventListener("change", redraw, { signal });
  matchMedia(PREFERS_CONTRAST).addEventListener("change", redraw, { signal });
  addEventListener(
    "storage",
    () => {
      useStore.setState({ choice: readThemeChoice() });
      redraw();
    },
    { signal },
  );
  redraw();
}

/** Reads a kept choice; anything else means that the system decides. */
export function parseThemeChoice(text: string | null): ThemeChoice {
  return themeChoices.find((choice) => choice === text) ?? "system";
}

function readThemeChoice(): ThemeChoice {
  return parseThemeChoice(readStored("local", "theme"));
}

function drawTheme(choice: ThemeChoice): void {
  const root = document.documentElement;
  root.dataset["theme"] = resolveTheme(choice, {
    dark: matchMedia(PREFERS_DARK).matches,
    contrast: matchMedia(PREFERS_CONTRAST).matches,
  });
  const desk = getComputedStyle(root).getPropertyValue("--bg-desk").trim();
  document.querySelector('meta[name="theme-color"]')?.setAttribute("content", desk);
}
