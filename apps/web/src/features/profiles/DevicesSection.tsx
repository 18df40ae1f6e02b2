import type { Device } from "@parley/protocol/accounts";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { describeProblem } from "#kernel/problem-text";
import { queryClient } from "#kernel/query";
import { showToast } from "#kernel/toasts";
import { m } from "#messages";
import { Button } from "#ui/Button";
import { ConfirmDialog } from "#ui/ConfirmDialog";
import { preloadDialog } from "#ui/Dialog";
import { ErrorState } from "#ui/ErrorState";
import { Icon } from "#ui/Icon";
import { Loading, Skeleton } from "#ui/Skeleton";
import { endDevice, endOtherDevices, listDevices } from "./account-api.ts";
import { iconOfDevice, sortDevices } from "./devices.ts";
import { DeviceUse } from "./DeviceUse.tsx";
import { SettingsSection } from "./SettingsSection.tsx";

const queryKey = ["devices"];

/** Where one is signed in, and the way to end that. */
export function DevicesSection() {
  const devices = useQuery(
    { queryKey, queryFn: ({ signal }) => listDevices(signal), select: sortDevices, staleTime: 0 },
    queryClient,
  );
  const [ending, setEnding] = useState<string | null>(null);
  const [isAsking, setIsAsking] = useState(false);
  const others = devices.data?.filter(({ current }) => !current).length ?? 0;

  async function end(what: string, act: () => Promise<void>, done: string) {
    if (ending !== null) return;
    setEnding(what);
    try {
      await act();
      showToast({ tone: "success", text: done });
    } catch (error) {
      showToast({ tone: "error", text: describeProblem(error) });
    } finally {
      await queryClient.invalidateQueries({ queryKey });
      setEnding(null);
      setIsAsking(false);
    }
  }

  return (
    <SettingsSection title={m.profiles_section_devices()} lead={m.profiles_devices_lead()}>
      {devices.isPending && <DeviceSkeletons />}
      {devices.isError && (
        <ErrorState
          title={m.profiles_devices_failed()}
          onRetry={() => void devices.refetch()}
          retrying={devices.isFetching}
        >
          {describeProblem(devices.error)}
        </ErrorState>
      )}
      {devices.data && (
        <ul className="rounded-lg bg-surface ring-1 ring-border">
          {devices.data.map((device) => (
            <DeviceRow
              key={device.id}
              device={device}
              ending={ending === device.id}
              onEnd={() =>
                void end(
                  device.id,
                  () => endDevice(device.id),
                  m.profiles_device_ended({ name: device.name }),
                )
              }
            />
          ))}
        </ul>
      )}
      {others > 0 && (
        <Button
          variant="quiet"
          size="sm"
          className="-ms-1 mt-3"
          onPointerEnter={preloadDialog}
          onFocus={preloadDialog}
          onClick={() => setIsAsking(true)}
        >
          {m.profiles_end_others()}
        </Button>
      )}
      <ConfirmDialog
        open={isAsking}
        danger
        title={m.profiles_end_others_title()}
        confirmLabel={m.profiles_end_others_confirm()}
        confirmingLabel={m.profiles_ending()}
        confirming={ending === "others"}
        onConfirm={() => void end("others", endOtherDevices, m.profiles_others_ended())}
        onCancel={() => setIsAsking(false)}
      >
        {m.profiles_end_others_text()}
      </ConfirmDialog>
    </SettingsSection>
  );
}

type DeviceRowProps = { device: Device; ending: boolean; onEnd: () => void };

function DeviceRow({ device, ending, onEnd }: DeviceRowProps) {
  return (
    <li className="flex min-h-14 flex-wrap items-center gap-x-3.5 gap-y-1 px-4 py-[9px] not-first:border-t not-first:border-border-soft">
      <span className="grid size-10 flex-none place-items-center rounded-[11px] bg-thread text-fg-muted">
        <Icon name={iconOfDevice(device.name)} size={22} />
      </span>
      <span className="min-w-0 flex-1 basis-24">
        <span className="block leading-5 font-medium wrap-anywhere">{device.name}</span>
        <DeviceUse device={device} />
      </span>
      {device.current ? (
        <span className="flex items-center gap-[7px] pe-1 text-sm font-medium text-success max-[24rem]:ms-13.5">
          <span aria-hidden="true" className="size-2 rounded-full bg-online" />
          {m.profiles_active_now()}
        </span>
      ) : (
        <Button
          variant="quiet"
          size="sm"
          loading={ending}
          loadingLabel={m.profiles_ending()}
          aria-label={m.profiles_end_device({ name: device.name })}
          onClick={onEnd}
        >
          {m.profiles_sign_out()}
        </Button>
      )}
    </li>
  );
}

function DeviceSkeletons() {
  return (
    <Loading>
      <div className="rounded-lg bg-surface ring-1 ring-border">
        {[1, 2].map((key) => (
          <div
            key={key}
            className="grid min-h-14 grid-cols-[40px_1fr] items-center gap-3.5 px-4 py-[9px]"
          >
            <Skeleton className="size-10 rounded-[11px]" />
            <span className="grid gap-2">
              <Skeleton className="h-3 w-2/5" />
              <Skeleton className="h-3 w-1/4" />
            </span>
          </div>
        ))}
      </div>
    </Loading>
  );
}
