import { Link } from "wouter";
import { Icon } from "#ui/Icon";

type BackLinkProps = { href: string; children: string };

/** The way back above a heading. */
export function BackLink({ href, children }: BackLinkProps) {
  return (
    <Link
      href={href}
      className="hit mb-[22px] inline-flex items-center gap-2 font-medium text-fg-muted no-underline hover:text-fg"
    >
      <Icon name="arrow-left" size={18} className="rtl:rotate-180" />
      {children}
    </Link>
  );
}
