import { inkOf } from "#kernel/ink";
import { languageName, shortCode } from "#kernel/languages";
import { m } from "#messages";
import { Icon } from "./Icon.tsx";

type LanguagePairProps = {
  viewer: { speaks: readonly { code: string }[]; learns: readonly { code: string }[] } | null;
  learn: string;
  teach: string;
};

/** What two people trade, in the viewer's inks: `JA ⇄ EN`. */
export function LanguagePair({ viewer, learn, teach }: LanguagePairProps) {
  return (
    <span
      role="img"
      aria-label={m.ui_pair({ learn: languageName(learn), teach: languageName(teach) })}
      className="inline-flex flex-none items-center gap-1 text-2xs leading-none font-[640] tracking-caps text-fg-subtle"
    >
      <span data-ink={inkOf(learn, viewer)} className="text-ink">
        {shortCode(learn)}
      </span>
      <Icon name="arrow-right-left" size={11} className="opacity-70" />
      <span data-ink={inkOf(teach, viewer)} className="text-ink">
        {shortCode(teach)}
      </span>
    </span>
  );
}
