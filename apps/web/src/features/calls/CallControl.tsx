import type { Ref } from "react";
import { joinClasses } from "#kernel/class-names";
import { Badge } from "#ui/Badge";
import { Icon, type IconName } from "#ui/Icon";

type Look = "plain" | "on" | "off" | "end";

type CallControlProps = {
  icon: IconName;
  /** The word below. */
  text: string;
  /** What is said instead, where the word alone does not say what happens. */
  label?: string;
  look?: Look;
  keys?: string;
  isOpen?: boolean;
  opens?: "dialog";
  count?: number;
  onClick: () => void;
  ref?: Ref<HTMLButtonElement>;
};

const looks: Record<Look, string> = {
  plain: "w-13 bg-stage-raised group-hover:bg-stage-border",
  on: "w-13 bg-stage-fg text-stage-bg",
  off: "w-13 text-stage-muted inset-ring-[1.5px] inset-ring-stage-border",
  end: "w-13 min-[26rem]:w-19 bg-stage-danger [&_svg]:rotate-135",
};

/** One of the controls of a call: a large button with its word below. */
export function CallControl(props: CallControlProps) {
  const { icon, text, label, look = "plain", keys, isOpen, opens, count = 0, onClick, ref } = props;
  return (
    <button
      ref={ref}
      type="button"
      aria-label={label ?? text}
      aria-keyshortcuts={keys}
      aria-expanded={isOpen}
      aria-haspopup={opens}
      title={keys === undefined ? undefined : `${label ?? text} (${keys})`}
      onClick={onClick}
      className={joinClasses(
        "group flex min-w-14 flex-col items-center gap-[7px] rounded-[18px] outline-offset-4 sm:min-w-19",
        look === "end" && "min-[26rem]:ms-3.5",
      )}
    >
      <span
        className={joinClasses(
          "relative grid h-13 place-items-center rounded-[18px] transition-[background-color,scale] duration-(--dur-fast) group-active:scale-[.98] forced-colors:border",
          looks[look],
        )}
      >
        <Icon name={icon} size={23} />
        <Badge
          count={count}
          className="!absolute -end-1 -top-[5px] !bg-stage-fg !text-stage-bg ring-2 ring-stage-bg"
        />
      </span>
      <span aria-hidden="true" className="text-xs leading-[0.875rem] text-stage-muted">
        {text}
      </span>
    </button>
  );
}
