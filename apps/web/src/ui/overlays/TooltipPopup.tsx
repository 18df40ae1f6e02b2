import { Tooltip } from "@base-ui/react/tooltip";

type TooltipPopupProps = {
  open: boolean;
  label: string;
  anchor: Element | null;
  side: "top" | "bottom" | "inline-end" | "inline-start";
  onOpenChange: (open: boolean) => void;
};

export function TooltipPopup({ open, label, anchor, side, onOpenChange }: TooltipPopupProps) {
  return (
    <Tooltip.Root open={open} onOpenChange={onOpenChange}>
      <Tooltip.Portal>
        <Tooltip.Positioner
          anchor={anchor}
          side={side}
          sideOffset={6}
          className="pointer-events-none z-(--z-tooltip)"
        >
          <Tooltip.Popup
            aria-hidden="true"
            className="rounded-sm bg-fg px-2 py-1 text-xs text-fg-inverse shadow-float transition-opacity duration-(--dur-fast) data-ending-style:opacity-0 data-starting-style:opacity-0"
          >
            {label}
          </Tooltip.Popup>
        </Tooltip.Positioner>
      </Tooltip.Portal>
    </Tooltip.Root>
  );
}
