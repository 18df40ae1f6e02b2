import { useId } from "react";

const LEARN =
  "M13.5 4H13.5A12 12 0 0 1 25.5 16V16A12 12 0 0 1 13.5 28H3.5A2 2 0 0 1 1.5 26V16A12 12 0 0 1 13.5 4Z";
const TEACH =
  "M26.5 12H26.5A12 12 0 0 1 38.5 24V34A2 2 0 0 1 36.5 36H26.5A12 12 0 0 1 14.5 24V24A12 12 0 0 1 26.5 12Z";

type LogoProps = { size?: number; label?: string };

export function Logo({ size = 38, label }: LogoProps) {
  const clip = useId();
  const naming =
    label === undefined ? { "aria-hidden": true } : { role: "img", "aria-label": label };
  return (
    <svg width={size} height={size} viewBox="0 0 40 40" className="block flex-none" {...naming}>
      <clipPath id={clip}>
        <path d={LEARN} />
      </clipPath>
      <path d={LEARN} fill="var(--logo-learn)" />
      <path d={TEACH} fill="var(--logo-teach)" />
      <path d={TEACH} clipPath={`url(#${clip})`} fill="var(--logo-overprint)" />
    </svg>
  );
}
