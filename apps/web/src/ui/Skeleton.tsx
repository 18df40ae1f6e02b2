import { useEffect, useState, type ReactNode } from "react";
import { joinClasses } from "#kernel/class-names";
import { m } from "#messages";

const DELAY_MS = 300;

type LoadingProps = { label?: string; className?: string; children: ReactNode };

/** Holds back its skeletons for 300 ms, so that what loads quickly never flickers; says that it loads. */
export function Loading({ label = m.ui_loading(), className, children }: LoadingProps) {
  const [due, setDue] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setDue(true), DELAY_MS);
    return () => clearTimeout(timer);
  }, []);
  return (
    <div role="status" className={joinClasses(className, !due && "invisible")}>
      <span className="sr-only">{due ? label : ""}</span>
      <div aria-hidden="true">{children}</div>
    </div>
  );
}

type SkeletonProps = { className?: string; round?: boolean };

/** A still, grey shape with the geometry of what comes: `className` gives its size. */
export function Skeleton({ className, round = false }: SkeletonProps) {
  return (
    <span
      className={joinClasses("block bg-active", round ? "rounded-full" : "rounded-sm", className)}
    />
  );
}

type SkeletonRowsProps = { count: number };

/** Rows of a list with a picture and two lines. */
export function SkeletonRows({ count }: SkeletonRowsProps) {
  return Array.from({ length: count }, (_, index) => (
    <span key={index} className="grid grid-cols-[44px_1fr] items-center gap-3 px-3 py-2.5">
      <Skeleton round className="size-11" />
      <span className="grid gap-[9px]">
        <Skeleton className="h-[11px] w-3/5" />
        <Skeleton className="h-[11px] w-[88%]" />
      </span>
    </span>
  ));
}
