import type { ReactNode } from "react";
import { joinClasses } from "#kernel/class-names";
import { Icon, type IconName } from "./Icon.tsx";

type BannerTone = "notice" | "error" | "success";

type BannerProps = {
  tone?: BannerTone;
  icon?: IconName;
  action?: ReactNode;
  className?: string;
  children: ReactNode;
};

const tones: Record<BannerTone, string> = {
  notice: "bg-info-soft text-info inset-ring-info-line",
  error: "bg-danger-soft text-danger inset-ring-danger-line",
  success: "bg-success-soft text-success inset-ring-success-line",
};

const icons: Record<BannerTone, IconName> = {
  notice: "circle-alert",
  error: "circle-alert",
  success: "check",
};

/** A line about the whole page or form. An error interrupts, the others wait their turn. */
export function Banner({
  tone = "notice",
  icon = icons[tone],
  action,
  className,
  children,
}: BannerProps) {
  return (
    <div
      role={tone === "error" ? "alert" : "status"}
      className={joinClasses(
        "flex items-start gap-[9px] rounded-[11px] px-[13px] py-[11px] text-sm leading-[1.1875rem] inset-ring",
        tones[tone],
        className,
      )}
    >
      <Icon name={icon} size={16} className="mt-[1.5px]" />
      <div className="min-w-0 flex-1">{children}</div>
      {action}
    </div>
  );
}
