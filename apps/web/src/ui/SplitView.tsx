import type { ReactNode } from "react";
import { joinClasses } from "#kernel/class-names";

type SplitViewProps = {
  /** The column on the start side, with its own head. */
  list: ReactNode;
  /** What was chosen in the list. */
  children: ReactNode;
  /** Which of the two is shown where there is room for one only. */
  showing: "list" | "detail";
  /** A third column, from 1280 pixels on; below that the page shows it as a sheet. */
  panel?: ReactNode;
};

/** A list beside its detail: side by side from 1024 pixels, one in place of the other below. */
export function SplitView({ list, children, showing, panel }: SplitViewProps) {
  return (
    <div
      className={joinClasses(
        "grid h-full min-h-0 min-w-0 grid-cols-[minmax(0,1fr)] lg:grid-cols-[var(--list-w)_minmax(0,1fr)]",
        panel !== undefined && "xl:grid-cols-[var(--list-w)_minmax(0,1fr)_var(--panel-w)]",
      )}
    >
      <div
        className={joinClasses(
          "min-h-0 min-w-0 flex-col border-border bg-canvas [--row-bg:var(--bg-canvas)] lg:flex lg:border-e",
          showing === "list" ? "flex" : "hidden",
        )}
      >
        {list}
      </div>
      <div
        className={joinClasses(
          "@container/detail min-h-0 min-w-0 flex-col bg-thread [--row-bg:var(--bg-thread)] lg:flex",
          showing === "detail" ? "flex" : "hidden",
        )}
      >
        {children}
      </div>
      {panel !== undefined && (
        <div className="hidden min-h-0 min-w-0 flex-col overflow-y-auto border-s border-border bg-canvas [--row-bg:var(--bg-canvas)] xl:flex">
          {panel}
        </div>
      )}
    </div>
  );
}
