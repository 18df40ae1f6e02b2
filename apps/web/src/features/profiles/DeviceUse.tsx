import type { Device } from "@parley/protocol/accounts";
import { formatAgo } from "#kernel/time";
import { useNow } from "#kernel/use-now";
import { m } from "#messages";

type DeviceUseProps = { device: Device };

/** When a device was last used. */
export function DeviceUse({ device }: DeviceUseProps) {
  const now = useNow(30_000);
  return (
    <span className="block text-sm leading-[1.125rem] text-fg-subtle">
      {device.current
        ? m.profiles_this_device()
        : m.profiles_last_used({ when: formatAgo(device.lastUsedAt, now) })}
    </span>
  );
}
