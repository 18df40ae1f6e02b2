import { useState, useSyncExternalStore } from "react";
import { readStored, writeStored } from "#kernel/stored";

const BESIDE = "(min-width: 1280px)";

type Panel = {
  /** A third column, where there is room for one and it was not closed. */
  isBeside: boolean;
  /** A sheet over the thread, elsewhere. */
  isSheetOpen: boolean;
  toggle: () => void;
  closeSheet: () => void;
};

/** Whether the partner's panel is open: remembered as a column, opened anew as a sheet. */
export function usePanel(): Panel {
  const hasRoom = useSyncExternalStore(subscribe, () => matchMedia(BESIDE).matches);
  const [isWanted, setIsWanted] = useState(() => readStored("local", "panel") !== "closed");
  const [isSheetOpen, setIsSheetOpen] = useState(false);

  function toggle() {
    if (!hasRoom) return setIsSheetOpen(!isSheetOpen);
    writeStored("local", "panel", isWanted ? "closed" : null);
    setIsWanted(!isWanted);
  }

  return {
    isBeside: hasRoom && isWanted,
    isSheetOpen: !hasRoom && isSheetOpen,
    toggle,
    closeSheet: () => setIsSheetOpen(false),
  };
}

function subscribe(listener: () => void): () => void {
  const query = matchMedia(BESIDE);
  query.addEventListener("change", listener);
  return () => query.removeEventListener("change", listener);
}
