import { m } from "#messages";
import { Badge } from "#ui/Badge";
import { Icon } from "#ui/Icon";

type LatestButtonProps = { count: number; onClick: () => void };

/** Leads back to the newest messages, and says how many came meanwhile. */
export function LatestButton({ count, onClick }: LatestButtonProps) {
  return (
    <button
      type="button"
      onClick={onClick}
      className="hit absolute end-6 bottom-[calc(100%+14px)] z-(--z-float) inline-flex h-[38px] animate-fade items-center gap-[7px] rounded-full bg-raised ps-[11px] pe-[13px] text-sm leading-none font-medium text-fg shadow-float ring-1 ring-border hover:bg-hover max-sm:end-[18px]"
    >
      <Icon name="arrow-down" size={17} />
      {m.messages_latest()}
      <Badge
        count={count}
        label={count === 1 ? m.messages_new_one() : m.messages_new_many({ count })}
      />
    </button>
  );
}
