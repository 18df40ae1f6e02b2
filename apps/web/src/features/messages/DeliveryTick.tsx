import type { Delivery } from "@parley/client/views";
import { joinClasses } from "#kernel/class-names";
import { m } from "#messages";
import { Icon } from "#ui/Icon";
import { VisuallyHidden } from "#ui/VisuallyHidden";

type DeliveryTickProps = { delivery: Delivery; className?: string };

/** How far a message of one's own has come, as a small mark in neutral ink. */
export function DeliveryTick({ delivery, className }: DeliveryTickProps) {
  const { state } = delivery;
  return (
    <span
      className={joinClasses(
        "inline-flex flex-none",
        state === "read" ? "text-fg" : "text-fg-subtle",
        className,
      )}
    >
      {state === "failed" && <Icon name="circle-alert" size={14} className="text-danger" />}
      {(state === "queued" || state === "sending") && <Icon name="clock-3" size={13} />}
      {state === "sent" && <Icon name="check" size={15} />}
      {(state === "delivered" || state === "read") && <Icon name="check-check" size={15} />}
      <VisuallyHidden>{describe(state)}</VisuallyHidden>
    </span>
  );
}

function describe(state: Delivery["state"]): string {
  switch (state) {
    case "queued":
      return m.messages_state_queued();
    case "sending":
      return m.messages_state_sending();
    case "sent":
      return m.messages_state_sent();
    case "delivered":
      return m.messages_state_delivered();
    case "read":
      return m.messages_state_read();
    case "failed":
      return m.messages_state_failed();
  }
}
