import type { Me } from "@parley/protocol/profiles";
import type { ReactNode } from "react";
import type { Ink } from "#kernel/ink";
import { languageName } from "#kernel/languages";
import { m } from "#messages";
import { Checkbox } from "#ui/Checkbox";
import { LanguageBadge } from "#ui/LanguageBadge";
import { RangeSlider } from "#ui/RangeSlider";
import { SearchField } from "#ui/SearchField";
import { toggle, type Filters } from "./filters.ts";

type FilterColumnProps = {
  me: Me;
  filters: Filters;
  onChange: (filters: Filters) => void;
};

/** Who is looked for. */
export function FilterColumn({ me, filters, onChange }: FilterColumnProps) {
  return (
    <div className="grid grid-cols-[minmax(0,1fr)] content-start gap-5 px-5 pt-1 pb-6">
      <SearchField
        label={m.discovery_search()}
        value={filters.query}
        maxLength={80}
        onValueChange={(query) => onChange({ ...filters, query })}
      />
      <Languages
        legend={m.discovery_they_teach()}
        ink="learn"
        codes={me.learns.map(({ code }) => code)}
        chosen={filters.speaks}
        onToggle={(code) => onChange({ ...filters, speaks: toggle(filters.speaks, code) })}
      />
      <Languages
        legend={m.discovery_you_teach()}
        ink="teach"
        codes={me.speaks.map(({ code }) => code)}
        chosen={filters.learns}
        onToggle={(code) => onChange({ ...filters, learns: toggle(filters.learns, code) })}
      />
      <Group legend={m.discovery_their_level()}>
        <RangeSlider
          label={m.discovery_their_level()}
          ink="teach"
          from={filters.from}
          to={filters.to}
          onRangeChange={(from, to) => onChange({ ...filters, from, to })}
        />
      </Group>
    </div>
  );
}

type LanguagesProps = {
  legend: string;
  ink: Ink;
  codes: readonly string[];
  chosen: readonly string[];
  onToggle: (code: string) => void;
};

function Languages({ legend, ink, codes, chosen, onToggle }: LanguagesProps) {
  if (codes.length === 0) return null;
  return (
    <Group legend={legend}>
      {codes.map((code) => (
        <Checkbox
          key={code}
          checked={chosen.includes(code)}
          onCheckedChange={() => onToggle(code)}
          className="!min-h-8 pointer-coarse:!min-h-11"
        >
          <LanguageBadge code={code} ink={ink} />
          {languageName(code)}
        </Checkbox>
      ))}
    </Group>
  );
}

type GroupProps = { legend: string; children: ReactNode };

function Group({ legend, children }: GroupProps) {
  return (
    <fieldset className="grid min-w-0 grid-cols-[minmax(0,1fr)] gap-px">
      <legend className="mb-1 text-sm font-semibold">{legend}</legend>
      {children}
    </fieldset>
  );
}
