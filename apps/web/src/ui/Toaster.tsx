import { createPortal } from "react-dom";
import { joinClasses } from "#kernel/class-names";
import { dismissToast, useToasts, type Toast, type ToastTone } from "#kernel/toasts";
import { m } from "#messages";
import { Avatar } from "./Avatar.tsx";
import { Button } from "./Button.tsx";
import { Icon, type IconName } from "./Icon.tsx";
import { IconButton } from "./IconButton.tsx";

const icons: Record<ToastTone, IconName | null> = {
  neutral: null,
  success: "check",
  notice: "bell",
  error: "circle-alert",
};

const iconColors: Record<ToastTone, string> = {
  neutral: "text-fg-muted",
  success: "text-success",
  notice: "text-info",
  error: "text-danger",
};

/** Where toasts appear: statuses politely, errors at once. Stands once in the app, above dialogs too. */
export function Toaster() {
  const toasts = useToasts();
  const errors = toasts.filter((toast) => toast.tone === "error");
  const others = toasts.filter((toast) => toast.tone !== "error");
  return createPortal(
    <section
      aria-label={m.ui_notifications()}
      className="pointer-events-none fixed inset-x-3 top-[calc(var(--header-h)+12px+env(safe-area-inset-top))] z-(--z-toast) flex flex-col gap-2.5 sm:start-auto sm:end-5 sm:w-[368px]"
    >
      <div role="status" aria-live="polite" className="flex flex-col gap-2.5">
        {others.map((toast) => (
          <ToastCard key={toast.id} toast={toast} />
        ))}
      </div>
      <div role="alert" aria-live="assertive" className="flex flex-col gap-2.5">
        {errors.map((toast) => (
          <ToastCard key={toast.id} toast={toast} />
        ))}
      </div>
    </section>,
    document.body,
  );
}

type ToastCardProps = { toast: Toast };

function ToastCard({ toast }: ToastCardProps) {
  const icon = icons[toast.tone];
  return (
    <div className="pointer-events-auto flex animate-rise items-center gap-3 rounded-lg bg-raised py-3 ps-3.5 pe-3 ring-1 shadow-dialog ring-border [--row-bg:var(--bg-raised)]">
      {toast.person && <Avatar {...toast.person} size={36} />}
      {!toast.person && icon && <Icon name={icon} className={iconColors[toast.tone]} />}
      <div className="min-w-0 flex-1">
        {toast.title !== undefined && <p className="truncate font-semibold">{toast.title}</p>}
        <p
          dir="auto"
          className={joinClasses(
            "line-clamp-3 wrap-anywhere",
            toast.title !== undefined && "text-sm text-fg-muted",
          )}
        >
          {toast.text}
        </p>
      </div>
      {toast.action && (
        <Button
          size="sm"
          onClick={() => {
            toast.action?.run();
            dismissToast(toast.id);
          }}
        >
          {toast.action.label}
        </Button>
      )}
      <IconButton
        label={m.ui_dismiss()}
        icon="x"
        iconSize={18}
        onClick={() => dismissToast(toast.id)}
      />
    </div>
  );
}
