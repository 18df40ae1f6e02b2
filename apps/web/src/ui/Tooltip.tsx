import { Suspense, useEffect, useState, type ReactNode } from "react";
import { lazyPart } from "#kernel/load-chunk";

type TooltipProps = {
  /** The same words as the control's accessible name. */
  label: string;
  side?: "top" | "bottom" | "inline-end" | "inline-start";
  children: ReactNode;
};

const DELAY_MS = 500;

const TooltipPopup = lazyPart(
  () => import("./overlays/TooltipPopup.tsx"),
  (part) => part.TooltipPopup,
);

/** Shows a control's name to those who see it: after a moment under the pointer, at once with the keyboard. */
export function Tooltip({ label, side = "top", children }: TooltipProps) {
  const [anchor, setAnchor] = useState<Element | null>(null);
  const [open, setOpen] = useState(false);

  useEffect(() => {
    if (anchor === null) return;
    const timer = setTimeout(() => setOpen(true), DELAY_MS);
    return () => clearTimeout(timer);
  }, [anchor]);

  function leave() {
    setOpen(false);
    setAnchor(null);
  }

  return (
    <span
      role="presentation"
      className="contents"
      onPointerEnter={(event) => {
        if (event.pointerType === "mouse") setAnchor(event.currentTarget.firstElementChild);
      }}
      onPointerLeave={leave}
      onPointerDown={leave}
      onFocus={(event) => {
        if (event.target.matches(":focus-visible"))
          setAnchor(event.currentTarget.firstElementChild);
      }}
      onBlur={leave}
      onKeyDown={(event) => {
        if (event.key === "Escape") leave();
      }}
    >
      {children}
      {anchor !== null && (
        <Suspense fallback={null}>
          <TooltipPopup
            {...{ open, label, anchor, side }}
            onOpenChange={(next) => !next && leave()}
          />
        </Suspense>
      )}
    </span>
  );
}
