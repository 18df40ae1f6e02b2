import {
  Suspense,
  useRef,
  useState,
  type KeyboardEvent,
  type ReactNode,
  type RefObject,
} from "react";
import { lazyPart, loadChunk } from "#kernel/load-chunk";
import type { IconName } from "./Icon.tsx";

export type MenuItem = {
  label: string;
  onSelect: () => void;
  icon?: IconName;
  danger?: boolean;
  disabled?: boolean;
  checked?: boolean;
};

export type MenuEntry = MenuItem | "separator";

export type MenuTriggerProps = {
  ref: RefObject<HTMLButtonElement | null>;
  "aria-haspopup": "menu";
  "aria-expanded": boolean;
  onClick: () => void;
  onKeyDown: (event: KeyboardEvent<HTMLElement>) => void;
  onPointerEnter: () => void;
  onFocus: () => void;
};

type MenuProps = {
  label: string;
  entries: readonly MenuEntry[];
  /** Draws the button: spread what it is given, as in `(trigger) => <IconButton {...trigger} label="More" icon="ellipsis" />`. */
  trigger: (props: MenuTriggerProps) => ReactNode;
  align?: "start" | "center" | "end";
  side?: "top" | "bottom";
};

function importPopup() {
  return import("./overlays/MenuPopup.tsx");
}

const MenuPopup = lazyPart(importPopup, (part) => part.MenuPopup);

function preloadMenu(): void {
  loadChunk(importPopup).catch(() => undefined);
}

/** A button with a menu, whose code is fetched when somebody points at it or reaches it by keyboard. */
export function Menu({ label, entries, trigger, align = "end", side = "bottom" }: MenuProps) {
  const anchor = useRef<HTMLButtonElement>(null);
  const [open, setOpen] = useState(false);
  const [wasOpen, setWasOpen] = useState(false);

  function change(next: boolean) {
    setOpen(next);
    if (next) setWasOpen(true);
  }

  const triggerProps: MenuTriggerProps = {
    ref: anchor,
    "aria-haspopup": "menu",
    "aria-expanded": open,
    onClick: () => change(!open),
    onKeyDown: (event) => {
      if (event.key !== "ArrowDown" && event.key !== "ArrowUp") return;
      event.preventDefault();
      change(true);
    },
    onPointerEnter: preloadMenu,
    onFocus: preloadMenu,
  };

  return (
    <>
      {trigger(triggerProps)}
      {wasOpen && (
        <Suspense fallback={null}>
          <MenuPopup {...{ open, label, entries, anchor, align, side }} onOpenChange={change} />
        </Suspense>
      )}
    </>
  );
}
