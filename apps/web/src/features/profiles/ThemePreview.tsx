import type { Theme } from "@parley/protocol/profiles";
import type { ShownTheme } from "#kernel/theme";

type ThemePreviewProps = { theme: Theme };

/** A conversation in miniature, in the colours of a theme; for the system's choice half by day, half by night. */
export function ThemePreview({ theme }: ThemePreviewProps) {
  if (theme !== "system") return <Miniature theme={theme} />;
  return (
    <span aria-hidden="true" className="relative block h-19">
      <Miniature theme="light" />
      <span className="absolute inset-0 block [clip-path:polygon(56%_0,100%_0,100%_100%,44%_100%)]">
        <Miniature theme="dark" />
      </span>
    </span>
  );
}

type MiniatureProps = { theme: ShownTheme };

function Miniature({ theme }: MiniatureProps) {
  return (
    <span aria-hidden="true" data-theme={theme} className="relative block h-19 bg-canvas">
      <span className="absolute start-3 top-[13px] flex h-[17px] w-[58%] items-center rounded-[8px] rounded-es-[2px] bg-bubble-in ps-2 inset-ring inset-ring-bubble-in-border">
        <span className="h-1 w-[22px] rounded-full bg-learn-mark" />
      </span>
      <span className="absolute end-3 bottom-[13px] flex h-[17px] w-[48%] items-center justify-end rounded-[8px] rounded-ee-[2px] bg-bubble-out pe-2 inset-ring inset-ring-bubble-out-border">
        <span className="h-1 w-[22px] rounded-full bg-teach-mark" />
      </span>
    </span>
  );
}
