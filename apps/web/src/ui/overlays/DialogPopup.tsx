import { Dialog } from "@base-ui/react/dialog";
import { joinClasses } from "#kernel/class-names";
import { m } from "#messages";
import type { DialogProps } from "../Dialog.tsx";
import { IconButton } from "../IconButton.tsx";

const shared =
  "fixed z-(--z-dialog) flex flex-col bg-raised shadow-dialog ring-1 ring-border-soft outline-none [--row-bg:var(--bg-raised)]";
const motion =
  "transition-[opacity,translate] duration-(--dur-base) ease-out data-ending-style:opacity-0 data-ending-style:ease-in data-starting-style:opacity-0";

const places = {
  center: joinClasses(
    "inset-x-0 bottom-0 max-h-[92dvh] rounded-t-xl pb-[env(safe-area-inset-bottom)] data-ending-style:translate-y-3 data-starting-style:translate-y-3",
    "sm:inset-x-auto sm:start-1/2 sm:top-1/2 sm:bottom-auto sm:max-h-[85dvh] sm:w-[min(480px,calc(100vw-48px))] sm:-translate-x-1/2 sm:-translate-y-1/2 sm:rounded-xl rtl:sm:translate-x-1/2",
    "sm:data-ending-style:-translate-y-[calc(50%-8px)] sm:data-starting-style:-translate-y-[calc(50%-8px)]",
  ),
  end: "inset-y-0 end-0 w-full sm:w-[360px] data-ending-style:translate-x-6 data-starting-style:translate-x-6 rtl:data-ending-style:-translate-x-6 rtl:data-starting-style:-translate-x-6",
};

export function DialogPopup(props: DialogProps) {
  const {
    open,
    onClose,
    title,
    titleHidden = false,
    description,
    place = "center",
    footer,
    initialFocus,
    className,
    children,
  } = props;
  return (
    <Dialog.Root open={open} onOpenChange={(next) => !next && onClose()}>
      <Dialog.Portal>
        <Dialog.Backdrop className="fixed inset-0 z-(--z-dialog) bg-scrim transition-opacity duration-(--dur-base) data-ending-style:opacity-0 data-starting-style:opacity-0" />
        <Dialog.Popup
          {...(initialFocus ? { initialFocus } : {})}
          className={joinClasses(shared, motion, places[place], className)}
        >
          <header
            className={joinClasses(
              "flex items-start gap-3 ps-6 pe-4 pt-5",
              titleHidden && "sr-only",
            )}
          >
            <div className="min-w-0 flex-1">
              <Dialog.Title className="font-serif text-xl leading-[1.625rem] font-[600] wrap-anywhere">
                {title}
              </Dialog.Title>
              {description !== undefined && (
                <Dialog.Description className="mt-1.5 text-fg-muted">
                  {description}
                </Dialog.Description>
              )}
            </div>
            <Dialog.Close render={<IconButton label={m.ui_close()} icon="x" className="-mt-1" />} />
          </header>
          {children !== undefined && (
            <div className="min-h-0 flex-1 overflow-y-auto px-6 pt-4 pb-5">{children}</div>
          )}
          {footer && (
            <footer className="flex flex-wrap justify-end gap-2.5 px-6 pt-2 pb-5">{footer}</footer>
          )}
        </Dialog.Popup>
      </Dialog.Portal>
    </Dialog.Root>
  );
}
