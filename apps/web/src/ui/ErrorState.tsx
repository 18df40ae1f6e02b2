import type { ReactNode } from "react";
import { m } from "#messages";
import { Button } from "./Button.tsx";
import { EmptyState } from "./EmptyState.tsx";
import type { IconName } from "./Icon.tsx";

type ErrorStateProps = {
  title: string;
  icon?: IconName;
  onRetry?: () => void;
  retrying?: boolean;
  className?: string;
  children?: ReactNode;
};

/** Something did not come: said, with a way to try again. */
export function ErrorState({
  title,
  icon = "wifi-off",
  onRetry,
  retrying = false,
  className,
  children,
}: ErrorStateProps) {
  return (
    <div role="alert" className={className}>
      <EmptyState
        title={title}
        icon={icon}
        action={
          onRetry && (
            <Button size="sm" icon="rotate-cw" loading={retrying} onClick={onRetry}>
              {m.ui_try_again()}
            </Button>
          )
        }
      >
        {children}
      </EmptyState>
    </div>
  );
}
