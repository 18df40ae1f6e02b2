import { useState } from "react";
import { joinClasses } from "#kernel/class-names";
import { initialsOf } from "#kernel/initials";
import { m } from "#messages";

type AvatarProps = {
  name: string;
  avatarUrl: string | null;
  /** Edge in pixels. */
  size?: number;
  /** The dot is drawn only for somebody who is online. */
  presence?: "online" | "offline";
  className?: string;
};

/** A picture of somebody whose name stands beside it. The dot's gap takes the colour of `--row-bg`. */
export function Avatar({
  name,
  avatarUrl,
  size = 44,
  presence = "offline",
  className,
}: AvatarProps) {
  const [failedUrl, setFailedUrl] = useState<string | null>(null);
  const dot = Math.min(15, 8 + size * 0.09);
  return (
    <span
      className={joinClasses("relative inline-block flex-none", className)}
      style={{ width: size, height: size }}
    >
      <span className="grid size-full place-items-center overflow-hidden rounded-full bg-sunken inset-ring inset-ring-fg/6 contrast:inset-ring-border">
        {avatarUrl !== null && avatarUrl !== failedUrl ? (
          <img
            src={avatarUrl}
            alt=""
            width={size}
            height={size}
            draggable={false}
            onError={() => setFailedUrl(avatarUrl)}
            className="size-full object-cover"
          />
        ) : (
          <span
            aria-hidden="true"
            className="leading-none font-semibold text-fg-muted select-none"
            style={{ fontSize: size * 0.36 }}
          >
            {initialsOf(name)}
          </span>
        )}
      </span>
      {presence === "online" && (
        <span
          role="img"
          aria-label={m.ui_online()}
          className="absolute -end-px -bottom-px rounded-full border-[2.5px] border-(--row-bg,var(--bg-canvas)) bg-online"
          style={{ width: dot, height: dot }}
        />
      )}
    </span>
  );
}
