import { useRef, type MouseEvent, type PointerEvent } from "react";

const PRESS_MS = 450;
const LONGEST_SLIP_PX = 10;

type LongPressHandlers = {
  onPointerDown: (event: PointerEvent) => void;
  onPointerMove: (event: PointerEvent) => void;
  onPointerUp: () => void;
  onPointerCancel: () => void;
  onContextMenu: (event: MouseEvent) => void;
};

type Press = { timer: ReturnType<typeof setTimeout>; x: number; y: number };

/** Runs `act` when a finger rests on the element, except on a link in it, or by the keyboard's menu key. */
export function useLongPress(act: () => void): LongPressHandlers {
  const press = useRef<Press | null>(null);
  const isTouch = useRef(false);

  function end() {
    if (press.current) clearTimeout(press.current.timer);
    press.current = null;
  }

  return {
    onPointerDown(event) {
      isTouch.current = event.pointerType !== "mouse";
      if (!isTouch.current || isOnLink(event.target)) return;
      press.current = { timer: setTimeout(act, PRESS_MS), x: event.clientX, y: event.clientY };
    },
    onPointerMove(event) {
      const held = press.current;
      if (held && Math.hypot(event.clientX - held.x, event.clientY - held.y) > LONGEST_SLIP_PX)
        end();
    },
    onPointerUp: end,
    onPointerCancel: end,
    onContextMenu(event) {
      const isByKeyboard = event.button === 0 || event.detail === 0;
      if (isOnLink(event.target) || (!isTouch.current && !isByKeyboard)) return;
      event.preventDefault();
      if (!isTouch.current) act();
    },
  };
}

function isOnLink(target: EventTarget): boolean {
  return target instanceof Element && target.closest("a") !== null;
}
