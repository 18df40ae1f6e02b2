import { Menu } from "@base-ui/react/menu";
import type { RefObject } from "react";
import { joinClasses } from "#kernel/class-names";
import { Icon } from "../Icon.tsx";
import type { MenuEntry } from "../Menu.tsx";

type MenuPopupProps = {
  open: boolean;
  label: string;
  entries: readonly MenuEntry[];
  anchor: RefObject<HTMLElement | null>;
  align: "start" | "center" | "end";
  side: "top" | "bottom";
  onOpenChange: (open: boolean) => void;
};

const itemClass =
  "flex min-h-(--target) cursor-pointer items-center gap-3 rounded-md px-3 outline-none select-none " +
  "data-disabled:cursor-not-allowed data-disabled:text-fg-disabled data-highlighted:bg-hover contrast:data-highlighted:ring-2 contrast:data-highlighted:ring-fg";

export function MenuPopup({
  open,
  label,
  entries,
  anchor,
  align,
  side,
  onOpenChange,
}: MenuPopupProps) {
  return (
    <Menu.Root open={open} onOpenChange={onOpenChange}>
      <Menu.Portal>
        <Menu.Positioner
          anchor={anchor}
          align={align}
          side={side}
          sideOffset={6}
          className="z-(--z-popover) outline-none"
        >
          <Menu.Popup
            aria-label={label}
            finalFocus={anchor}
            className="max-h-(--available-height) min-w-48 max-w-72 overflow-y-auto rounded-lg bg-raised p-1.5 shadow-dialog ring-1 ring-border outline-none transition-opacity duration-(--dur-fast) data-ending-style:opacity-0 data-starting-style:opacity-0"
          >
            {entries.map((entry, index) =>
              entry === "separator" ? (
                <Menu.Separator
                  key={`separator-${index}`}
                  className="mx-1.5 my-1.5 h-px bg-border-soft"
                />
              ) : (
                <Menu.Item
                  key={entry.label}
                  disabled={entry.disabled ?? false}
                  onClick={entry.onSelect}
                  className={joinClasses(itemClass, entry.danger && "text-danger")}
                >
                  {entry.icon && <Icon name={entry.icon} size={18} />}
                  <span className="min-w-0 flex-1">{entry.label}</span>
                  {entry.checked && <Icon name="check" size={16} />}
                </Menu.Item>
              ),
            )}
          </Menu.Popup>
        </Menu.Positioner>
      </Menu.Portal>
    </Menu.Root>
  );
}
