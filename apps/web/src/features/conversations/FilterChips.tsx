import { inkOf } from "#kernel/ink";
import { useMe } from "#kernel/session";
import { m } from "#messages";
import { Chip } from "#ui/Chip";
import { LanguageChip } from "#ui/LanguageChip";
import { Skeleton } from "#ui/Skeleton";
import type { Filter } from "./filter-conversations.ts";

type FilterChipsProps = {
  filter: Filter;
  unread: number;
  languages: readonly string[];
  onFilter: (filter: Filter) => void;
};

const MOST_LANGUAGES = 4;

const row = "flex flex-none gap-[5px] overflow-x-auto px-5 pt-0.5 pb-2.5 [scrollbar-width:none]";

/** All, the unread, and the languages of one's partners. */
export function FilterChips({ filter, unread, languages, onFilter }: FilterChipsProps) {
  const me = useMe();
  return (
    <div role="group" aria-label={m.conversations_filters()} className={row}>
      <Chip on={filter.kind === "all"} onToggle={() => onFilter({ kind: "all" })}>
        {m.conversations_all()}
      </Chip>
      <Chip
        on={filter.kind === "unread"}
        count={unread}
        onToggle={() => onFilter({ kind: filter.kind === "unread" ? "all" : "unread" })}
      >
        {m.conversations_unread()}
      </Chip>
      {languages.slice(0, MOST_LANGUAGES).map((code) => {
        const isOn = filter.kind === "language" && filter.code === code;
        return (
          <LanguageChip
            key={code}
            code={code}
            ink={inkOf(code, me)}
            on={isOn}
            onToggle={() => onFilter(isOn ? { kind: "all" } : { kind: "language", code })}
          />
        );
      })}
    </div>
  );
}

/** Holds the place of the filters, so that the list below does not move when they come. */
export function FilterChipsSkeleton() {
  return (
    <div aria-hidden="true" className={row}>
      <Skeleton round className="h-7 w-11" />
      <Skeleton round className="h-7 w-20" />
    </div>
  );
}
