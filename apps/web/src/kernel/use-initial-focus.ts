import { useEffect, useRef, type RefObject } from "react";

/** Puts the focus where a page that is nothing but one form begins. */
export function useInitialFocus<Target extends HTMLElement>(): RefObject<Target | null> {
  const target = useRef<Target>(null);
  useEffect(() => {
    target.current?.focus();
  }, []);
  return target;
}
