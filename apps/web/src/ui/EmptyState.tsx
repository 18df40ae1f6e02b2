import type { ReactNode } from "react";
import { joinClasses } from "#kernel/class-names";
import { Icon, type IconName } from "./Icon.tsx";
import { Logo } from "./Logo.tsx";

type EmptyStateProps = {
  title: string;
  /** Without an icon the logo stands here. */
  icon?: IconName;
  action?: ReactNode;
  headingLevel?: 1 | 2 | 3;
  className?: string;
  children?: ReactNode;
};

/** What is not here, and what can be done about it. */
export function EmptyState({
  title,
  icon,
  action,
  headingLevel = 2,
  className,
  children,
}: EmptyStateProps) {
  const Heading = `h${headingLevel}` as const;
  return (
    <div
      className={joinClasses("flex flex-col items-center gap-1.5 px-6 py-8 text-center", className)}
    >
      {icon ? (
        <span className="grid size-14 place-items-center rounded-[18px] bg-sunken text-fg-muted">
          <Icon name={icon} size={26} />
        </span>
      ) : (
        <Logo size={56} />
      )}
      <Heading className="mt-2.5 font-serif text-xl font-[600]">{title}</Heading>
      {children && <p className="mb-2.5 max-w-[34ch] text-balance text-fg-muted">{children}</p>}
      {action}
    </div>
  );
}
