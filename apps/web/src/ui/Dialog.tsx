import { Suspense, useState, type ReactNode, type RefObject } from "react";
import { lazyPart, loadChunk } from "#kernel/load-chunk";

export type DialogProps = {
  open: boolean;
  onClose: () => void;
  title: string;
  titleHidden?: boolean;
  description?: ReactNode;
  /** In the middle (a sheet from below on phones), or a sheet from the end side. */
  place?: "center" | "end";
  /** The buttons, the most important one last. */
  footer?: ReactNode;
  initialFocus?: RefObject<HTMLElement | null>;
  className?: string;
  children?: ReactNode;
};

function importPopup() {
  return import("./overlays/DialogPopup.tsx");
}

const DialogPopup = lazyPart(importPopup, (part) => part.DialogPopup);

/** Fetches the dialog's code; call it on the first sign that one will be opened. */
export function preloadDialog(): void {
  loadChunk(importPopup).catch(() => undefined);
}

/** A modal dialog, controlled from outside. Its code comes with the first opening. */
export function Dialog(props: DialogProps) {
  const [wasOpen, setWasOpen] = useState(props.open);
  if (props.open && !wasOpen) setWasOpen(true);
  if (!wasOpen) return null;
  return (
    <Suspense fallback={null}>
      <DialogPopup {...props} />
    </Suspense>
  );
}
