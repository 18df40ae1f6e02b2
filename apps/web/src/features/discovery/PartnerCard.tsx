import type { User } from "@parley/protocol/profiles";
import { PlaceAndTime, RelationButton } from "#features/friends";
import { inkOf } from "#kernel/ink";
import { useMe } from "#kernel/session";
import { m } from "#messages";
import { Avatar } from "#ui/Avatar";
import { ButtonLink } from "#ui/ButtonLink";
import { Icon } from "#ui/Icon";
import { LanguageLevel } from "#ui/LanguageLevel";

type PartnerCardProps = { person: User };

/** Somebody one could talk with: who they are, what can be exchanged, their own words. */
export function PartnerCard({ person }: PartnerCardProps) {
  return (
    <article
      aria-label={person.name}
      className="flex min-w-0 flex-col gap-3 rounded-lg bg-surface px-4.5 pt-4 pb-3.5 shadow-rest ring-1 ring-border [--row-bg:var(--bg-surface)]"
    >
      <header className="grid grid-cols-[56px_minmax(0,1fr)] items-center gap-[13px]">
        <Avatar name={person.name} avatarUrl={person.avatarUrl} size={56} />
        <div className="min-w-0">
          <h3 dir="auto" className="truncate font-serif text-[1.125rem] leading-[1.35] font-[600]">
            {person.name}
          </h3>
          <PlaceAndTime
            person={person}
            className="truncate text-sm leading-[1.125rem] text-fg-muted"
          />
        </div>
      </header>
      <Exchange person={person} />
      {person.bio !== "" && (
        <p
          dir="auto"
          className="line-directions line-clamp-3 font-serif text-[1rem] leading-[1.4] wrap-anywhere whitespace-pre-line"
        >
          {person.bio}
        </p>
      )}
      <footer className="mt-auto flex flex-wrap gap-1">
        <RelationButton person={person} />
        <ButtonLink href={`/people/${person.id}`} variant="quiet" size="sm">
          {m.discovery_view_profile()}
        </ButtonLink>
      </footer>
    </article>
  );
}

function Exchange({ person }: PartnerCardProps) {
  const me = useMe();
  const taught = person.speaks.filter(({ code }) => inkOf(code, me) === "learn");
  const learned = person.learns.filter(({ code }) => inkOf(code, me) === "teach");
  return (
    <div className="flex flex-wrap items-start gap-x-3.5 gap-y-2 rounded-[10px] bg-thread px-3 py-2.5">
      <div className="min-w-0 flex-1 basis-20">
        <small className="mb-1.5 block text-xs leading-[0.875rem] text-fg-subtle">
          {m.discovery_teaches_you()}
        </small>
        <Levels languages={taught.length > 0 ? taught : person.speaks.slice(0, 1)} />
      </div>
      <Icon name="arrow-right-left" size={16} className="-ms-1.5 self-center text-fg-subtle" />
      <div className="min-w-0 flex-[1.15] basis-22">
        <small className="mb-1.5 block text-xs leading-[0.875rem] text-fg-subtle">
          {m.discovery_learns_from_you()}
        </small>
        <Levels languages={learned.length > 0 ? learned : person.learns.slice(0, 1)} />
      </div>
    </div>
  );
}

type LevelsProps = { languages: User["speaks"] };

function Levels({ languages }: LevelsProps) {
  const me = useMe();
  return (
    <span className="grid justify-items-start gap-1.5">
      {languages.slice(0, 2).map(({ code, level }) => (
        <LanguageLevel key={code} code={code} level={level} ink={inkOf(code, me)} />
      ))}
    </span>
  );
}
