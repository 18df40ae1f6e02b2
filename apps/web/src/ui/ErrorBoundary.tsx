import { Component, type ReactNode } from "react";
import { reloadSafely } from "#kernel/before-reload";
import { m } from "#messages";
import { Button } from "./Button.tsx";
import { EmptyState } from "./EmptyState.tsx";

type ErrorBoundaryProps = {
  /** A change of this, such as the address, gives the part another chance. */
  resetKey?: string;
  children: ReactNode;
};

type ErrorBoundaryState = { hasFailed: boolean; failedKey: string | undefined };

/** Keeps a fault in one part from taking the rest of the page with it. */
export class ErrorBoundary extends Component<ErrorBoundaryProps, ErrorBoundaryState> {
  override state: ErrorBoundaryState = { hasFailed: false, failedKey: undefined };

  static getDerivedStateFromError(): Partial<ErrorBoundaryState> {
    return { hasFailed: true };
  }

  static getDerivedStateFromProps(
    props: ErrorBoundaryProps,
    state: ErrorBoundaryState,
  ): Partial<ErrorBoundaryState> | null {
    return props.resetKey === state.failedKey
      ? null
      : { hasFailed: false, failedKey: props.resetKey };
  }

  override render(): ReactNode {
    if (!this.state.hasFailed) return this.props.children;
    return (
      <div role="alert" className="grid h-full min-h-60 place-items-center">
        <EmptyState
          title={m.shell_broken_title()}
          icon="circle-alert"
          action={
            <Button icon="rotate-cw" onClick={() => void reloadSafely()}>
              {m.shell_reload()}
            </Button>
          }
        >
          {m.shell_broken_text()}
        </EmptyState>
      </div>
    );
  }
}
