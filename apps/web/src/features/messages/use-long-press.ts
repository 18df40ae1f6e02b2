import { useRef, type MouseEvent, type PointerEvent, type TouchEvent } from "react";

const PRESS_MS = 450;
const LONGEST_SLIP_PX = 10;

type LongPressHandlers = {
  onPointerDown: (event: PointerEvent) => void;
  onPointerMove: (event: PointerEvent) => void;
  onPointerUp: () => void;
  onPointerCancel: () => void;
  onTouchEnd: (event: TouchEvent) => void;
  onContextMenu: (event: MouseEvent) => void;
};

type Press = { timer: ReturnType<typeof setTimeout>; x: number; y: number };

/** Runs `act` when a finger rests on the element, except on a link in it, or by the keyboard's menu key. */
export function useLongPress(act: () => void): LongPressHandlers {
  const press = useRef<Press | null>(null);
  const isTouch = useRef(false);
  const hasActed = useRef(false);

  function start(event: PointerEvent) {
    hasActed.current = false;
    const timer = setTimeout(() => {
      hasActed.current = true;
      act();
    }, PRESS_MS);
    press.current = { timer, x: event.clientX, y: event.clientY };
  }

  function end() {
    if (press.current) clearTimeout(press.current.timer);
    press.current = null;
  }

  return {
    onPointerDown(event) {
      isTouch.current = event.pointerType !== "mouse";
      if (isTouch.current && !isOnLink(event.target)) start(event);
    },
    onPointerMove(event) {
      const held = press.current;
      if (held && Math.hypot(event.clientX - held.x, event.clientY - held.y) > LONGEST_SLIP_PX)
        end();
    },
    onPointerUp: end,
    onPointerCancel: end,
    onTouchEnd(event) {
      // The finger leaves what has opened under it: that is no click on it.
      if (hasActed.current && event.cancelable) event.preventDefault();
    },
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
