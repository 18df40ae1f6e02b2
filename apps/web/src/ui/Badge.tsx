import { joinClasses } from "#kernel/class-names";

type BadgeProps = { count: number; muted?: boolean; label?: string; className?: string };

/** A count in neutral ink; nothing at zero. */
export function Badge({ count, muted = false, label, className }: BadgeProps) {
  if (count <= 0) return null;
  return (
    <span
      className={joinClasses(
        "inline-grid h-4.75 min-w-4.75 flex-none place-items-center rounded-full px-[5.5px] text-2xs leading-none font-[650] tabular-nums",
        muted ? "bg-badge-muted-bg text-badge-muted-fg" : "bg-badge-bg text-badge-fg",
        className,
      )}
    >
      <span aria-hidden={label !== undefined}>{count > 99 ? "99+" : count}</span>
      {label !== undefined && <span className="sr-only">{label}</span>}
    </span>
  );
}
