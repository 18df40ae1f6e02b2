import type { SpokenLevel } from "@parley/protocol/profiles";
import type { Ink } from "#kernel/ink";
import { m } from "#messages";
import { LanguageBadge } from "./LanguageBadge.tsx";
import { LevelDots } from "./LevelDots.tsx";

type LanguageLevelProps = { code: string; level: SpokenLevel; ink?: Ink; who?: string };

/** Badge, dots and level of one language, and whose it is where that is not plain. */
export function LanguageLevel({ code, level, ink = "neutral", who }: LanguageLevelProps) {
  return (
    <span data-ink={ink} className="inline-flex items-center gap-1.5 whitespace-nowrap">
      <LanguageBadge code={code} ink={ink} />
      {level !== "native" && <LevelDots level={level} ink={ink} />}
      <span
        aria-hidden={level !== "native"}
        className="text-xs leading-none font-semibold text-ink tabular-nums"
      >
        {level === "native" ? m.ui_native() : level}
      </span>
      {who !== undefined && <span className="text-xs leading-none text-fg-subtle">{who}</span>}
    </span>
  );
}
