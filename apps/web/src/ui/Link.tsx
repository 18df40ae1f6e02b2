import type { ReactNode } from "react";
import { Link as RouterLink } from "wouter";
import { joinClasses } from "#kernel/class-names";

type LinkProps = { href: string; quiet?: boolean; className?: string; children: ReactNode };

/** An underlined link to a page of the app, in neutral ink. */
export function Link({ href, quiet = false, className, children }: LinkProps) {
  return (
    <RouterLink
      href={href}
      className={joinClasses(
        "underline decoration-border-strong underline-offset-3 hover:decoration-current",
        quiet ? "text-fg-muted" : "font-medium text-fg",
        className,
      )}
    >
      {children}
    </RouterLink>
  );
}
