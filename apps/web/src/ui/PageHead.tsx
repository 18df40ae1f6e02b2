import type { ReactNode } from "react";
import { Link } from "wouter";
import { Icon } from "./Icon.tsx";

type PageHeadProps = {
  title: string;
  /** Where a page leads back to on phones, whose bar does not name it. */
  back?: { href: string; label: string };
  children?: ReactNode;
};

/** The masthead of a column: its name, and its buttons at the end. */
export function PageHead({ title, back, children }: PageHeadProps) {
  return (
    <header className="flex min-h-(--header-h) flex-none items-center justify-between gap-3 ps-5 pe-3.5 pt-3.5 pb-2.5">
      {back && (
        <Link
          href={back.href}
          aria-label={back.label}
          className="hit -ms-2.5 -me-2 grid size-9 flex-none place-items-center rounded-md text-fg-muted hover:text-fg sm:hidden"
        >
          <Icon name="arrow-left" className="rtl:-scale-x-100" />
        </Link>
      )}
      <h1 className="me-auto font-serif text-2xl font-[600] tracking-tight">{title}</h1>
      {children && <div className="flex flex-none items-center gap-1">{children}</div>}
    </header>
  );
}
