import type { ReactNode } from "react";

/** What stands in the corner of a picture: whose it is, and whether they are heard. */
export function TileName({ children }: { children: ReactNode }) {
  return (
    <span className="absolute start-2.5 bottom-2.5 inline-flex min-h-6.5 max-w-[calc(100%-1.25rem)] items-center gap-[7px] rounded-[8px] bg-stage-caption px-[9px] text-xs leading-4 font-medium text-stage-fg">
      {children}
    </span>
  );
}
