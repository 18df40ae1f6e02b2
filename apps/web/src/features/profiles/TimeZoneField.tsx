import { useState } from "react";
import { formatClock } from "#kernel/time";
import { m } from "#messages";
import { preloadDialog } from "#ui/Dialog";
import { Field } from "#ui/Field";
import { Icon } from "#ui/Icon";
import { LocalTime } from "#ui/LocalTime";
import { ChooserDialog } from "./ChooserDialog.tsx";
import { cityOf, findTimeZones, regionOf } from "./time-zones.ts";
import type { Choice } from "./use-chooser.ts";

type TimeZoneFieldProps = {
  value: string | null;
  onValueChange: (zone: string) => void;
  error?: string | null;
  size?: "md" | "lg";
};

/** The time zone and the time there, and a list of all to change it. */
export function TimeZoneField({ value, onValueChange, error, size = "md" }: TimeZoneFieldProps) {
  const [isChoosing, setIsChoosing] = useState(false);
  return (
    <>
      <Field
        label={m.profiles_time_zone()}
        hint={m.profiles_time_zone_hint()}
        error={error ?? null}
      >
        {(aria) => (
          <button
            {...aria}
            type="button"
            aria-labelledby={`${aria.id}-name ${aria.id}`}
            aria-haspopup="dialog"
            onPointerEnter={preloadDialog}
            onFocus={preloadDialog}
            onClick={() => setIsChoosing(true)}
            className={`flex w-full items-center gap-2 bg-surface py-1.5 text-start inset-ring inset-ring-border hover:bg-hover ${
              size === "lg"
                ? "min-h-12 rounded-[11px] px-3.5 text-base"
                : "min-h-9.5 rounded-md px-[11px] text-md"
            }`}
          >
            <span hidden id={`${aria.id}-name`}>
              {m.profiles_time_zone()}
            </span>
            <Icon name="globe" size={size === "lg" ? 19 : 18} className="text-fg-subtle" />
            {value === null ? (
              <span className="flex-1 text-fg-subtle">{m.profiles_choose_time_zone()}</span>
            ) : (
              <span className="flex min-w-0 flex-1 flex-wrap items-baseline gap-x-2">
                {cityOf(value)}
                <span className="text-sm text-fg-subtle">{regionOf(value)}</span>
              </span>
            )}
            {value !== null && (
              <LocalTime timeZone={value} className="text-sm text-fg-muted tabular-nums" />
            )}
            <Icon name="chevron-down" size={16} className="text-fg-muted" />
          </button>
        )}
      </Field>
      <ChooserDialog
        open={isChoosing}
        onClose={() => setIsChoosing(false)}
        title={m.profiles_time_zone()}
        searchLabel={m.profiles_search_time_zone()}
        find={findChoices}
        current={value}
        onChoose={(zone) => {
          setIsChoosing(false);
          onValueChange(zone);
        }}
      />
    </>
  );
}

function findChoices(query: string): Choice[] {
  const now = Date.now();
  return findTimeZones(query).map(({ zone, city, region }) => ({
    id: zone,
    label: city,
    detail: region === "" ? undefined : region,
    aside: formatClock(now, zone),
  }));
}
