import type { KeyboardEvent } from "react";

/** Moves the focus among the buttons of a toolbar with the arrow keys; give it to `onKeyDown`. */
export function moveInToolbar(event: KeyboardEvent<HTMLElement>): void {
  const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
  if (step === undefined) return;
  const buttons = Array.from(event.currentTarget.querySelectorAll("button"));
  const place = buttons.findIndex((button) => button === document.activeElement);
  if (place === -1) return;
  event.preventDefault();
  event.stopPropagation();
  buttons[(place + step + buttons.length) % buttons.length]?.focus();
}
