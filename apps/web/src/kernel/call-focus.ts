import { isTouchScreen } from "./touch-screen.ts";

let opener: HTMLElement | null = null;

/** Call before something of calls takes the focus: what has it now gets it back. */
export function rememberFocus(): void {
  const { activeElement, body } = document;
  opener = activeElement instanceof HTMLElement && activeElement !== body ? activeElement : null;
}

/** Whoever goes on elsewhere does not want to be led back. */
export function forgetFocus(): void {
  opener = null;
}

/**
 * What called or was rung away from, else the field in which one writes, else the page; unless something
 * has taken the focus already. A field that opens a keyboard on the screen is left to the person.
 */
export function giveFocusBack(): void {
  if (document.activeElement !== document.body) return;
  const field = isTouchScreen() ? null : document.querySelector<HTMLElement>("[data-composer]");
  for (const target of [opener, field, document.getElementById("content")]) {
    target?.focus();
    if (target !== null && document.activeElement === target) return;
  }
}
