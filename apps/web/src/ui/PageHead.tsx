import type { ReactNode } from "react";

type PageHeadProps = { title: string; children?: ReactNode };

/** The masthead of a column: its name, and its buttons at the end. */
export function PageHead({ title, children }: PageHeadProps) {
  return (
    <header className="flex min-h-(--header-h) flex-none items-center justify-between gap-3 ps-5 pe-3.5 pt-3.5 pb-2.5">
      <h1 className="font-serif text-2xl font-[600] tracking-tight">{title}</h1>
      {children && <div className="flex flex-none items-center gap-1">{children}</div>}
    </header>
  );
}
