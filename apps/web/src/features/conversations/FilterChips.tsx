import { inkOf } from "#kernel/ink";
import { useMe } from "#kernel/session";
import { m } from "#messages";
import { Chip } from "#ui/Chip";
import { LanguageChip } from "#ui/LanguageChip";
import type { Filter } from "./filter-conversations.ts";

type FilterChipsProps = {
  filter: Filter;
  unread: number;
  languages: readonly string[];
  onFilter: (filter: Filter) => void;
};

const MOST_LANGUAGES = 4;

/** All, the unread, and the languages of one's partners. */
export function FilterChips({ filter, unread, languages, onFilter }: FilterChipsProps) {
  const me = useMe();
  return (
    <div
      role="group"
      aria-label={m.conversations_filters()}
      className="flex flex-none gap-[5px] overflow-x-auto px-5 pt-0.5 pb-2.5 [scrollbar-width:none]"
    >
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
