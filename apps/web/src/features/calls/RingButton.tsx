import { joinClasses } from "#kernel/class-names";
import { Icon, type IconName } from "#ui/Icon";

type RingButtonProps = {
  tone?: "yes" | "no" | "plain";
  icon: IconName;
  label: string;
  onClick: () => void;
};

const tones = {
  yes: "bg-success-solid text-on-success",
  no: "bg-danger-solid text-on-danger [&_svg]:rotate-135",
  plain: "bg-active text-fg",
};

/** One of the answers to a ring, with its word below. */
export function RingButton({ tone = "plain", icon, label, onClick }: RingButtonProps) {
  return (
    <button
      type="button"
      onClick={onClick}
      className={joinClasses(
        "group flex flex-col items-center gap-2 rounded-lg text-sm font-medium outline-offset-4",
        tone === "plain" ? "text-fg-muted" : "text-fg",
      )}
    >
      <span
        className={joinClasses(
          "grid size-15 place-items-center rounded-[22px] transition-[scale,opacity] duration-(--dur-fast) group-hover:opacity-90 group-active:scale-[.98] contrast:ring-1 contrast:ring-fg forced-colors:border",
          tones[tone],
        )}
      >
        <Icon name={icon} size={25} />
      </span>
      {label}
    </button>
  );
}
