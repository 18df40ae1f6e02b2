import type { ReactNode } from "react";

type VisuallyHiddenProps = { children: ReactNode };

/** Said, not drawn. */
export function VisuallyHidden({ children }: VisuallyHiddenProps) {
  return <span className="sr-only">{children}</span>;
}
