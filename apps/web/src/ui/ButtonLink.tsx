import type { ReactNode } from "react";
import { Link as RouterLink } from "wouter";
import { joinClasses } from "#kernel/class-names";
import {
  buttonClass,
  buttonGaps,
  buttonIconSizes,
  type ButtonSize,
  type ButtonVariant,
} from "./button-class.ts";
import { Icon, type IconName } from "./Icon.tsx";

type ButtonLinkProps = {
  href: string;
  variant?: ButtonVariant;
  size?: ButtonSize;
  icon?: IconName;
  className?: string;
  children: ReactNode;
};

/** A link to a page of the app that looks like a button. */
export function ButtonLink({
  href,
  variant = "secondary",
  size = "md",
  icon,
  className,
  children,
}: ButtonLinkProps) {
  return (
    <RouterLink href={href} className={buttonClass(variant, size, className)}>
      <span className={joinClasses("inline-flex items-center justify-center", buttonGaps[size])}>
        {icon && <Icon name={icon} size={buttonIconSizes[size]} />}
        {children}
      </span>
    </RouterLink>
  );
}
