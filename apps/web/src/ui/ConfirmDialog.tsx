import { useRef, type ReactNode } from "react";
import { m } from "#messages";
import { Button } from "./Button.tsx";
import { Dialog } from "./Dialog.tsx";

type ConfirmDialogProps = {
  open: boolean;
  title: string;
  /** What the act is called: the verb on its button. */
  confirmLabel: string;
  confirmingLabel?: string;
  confirming?: boolean;
  danger?: boolean;
  onConfirm: () => void;
  onCancel: () => void;
  children?: ReactNode;
};

/** Asks before something that cannot be taken back. The focus starts on the way out. */
export function ConfirmDialog(props: ConfirmDialogProps) {
  const {
    open,
    title,
    confirmLabel,
    confirmingLabel,
    confirming = false,
    danger = false,
    onConfirm,
    onCancel,
    children,
  } = props;
  const cancel = useRef<HTMLButtonElement>(null);
  return (
    <Dialog
      open={open}
      onClose={onCancel}
      title={title}
      description={children}
      initialFocus={cancel}
      footer={
        <>
          <Button ref={cancel} variant="quiet" onClick={onCancel}>
            {m.ui_cancel()}
          </Button>
          <Button
            variant={danger ? "danger" : "primary"}
            loading={confirming}
            {...(confirmingLabel === undefined ? {} : { loadingLabel: confirmingLabel })}
            onClick={onConfirm}
          >
            {confirmLabel}
          </Button>
        </>
      }
    />
  );
}
