import type { User } from "@parley/protocol/profiles";
import { PlaceAndTime } from "#features/friends";
import { m } from "#messages";
import { Avatar } from "#ui/Avatar";
import { LanguageLevel } from "#ui/LanguageLevel";

type PreviewCardProps = { person: User };

/** What others will see of the person who fills this in. */
export function PreviewCard({ person }: PreviewCardProps) {
  return (
    <section
      aria-label={m.profiles_preview()}
      className="rounded-lg bg-surface px-5 pt-4.5 pb-5 ring-1 ring-border [--row-bg:var(--bg-surface)]"
    >
      <h2 className="text-xs leading-4 font-semibold text-fg-subtle">{m.profiles_preview()}</h2>
      <div className="flex items-center gap-3.5 pt-3">
        <Avatar name={person.name} avatarUrl={person.avatarUrl} size={52} />
        <div className="min-w-0">
          <p
            dir="auto"
            className="font-serif text-[1.125rem] leading-[1.4] font-[600] wrap-anywhere"
          >
            {person.name}
          </p>
          <PlaceAndTime person={person} />
        </div>
      </div>
      <div className="grid grid-cols-[repeat(auto-fit,minmax(7rem,1fr))] gap-4 pt-4 has-[>:empty:first-child+:empty]:hidden">
        <ul className="grid content-start justify-items-start gap-2.5">
          {person.speaks.map(({ code, level }) => (
            <li key={code}>
              <LanguageLevel code={code} level={level} ink="teach" />
            </li>
          ))}
        </ul>
        <ul className="grid content-start justify-items-start gap-2.5">
          {person.learns.map(({ code, level }) => (
            <li key={code}>
              <LanguageLevel code={code} level={level} ink="learn" />
            </li>
          ))}
        </ul>
      </div>
      {person.bio !== "" && (
        <p
          dir="auto"
          className="line-directions pt-4 font-serif text-[1rem] leading-[1.4] wrap-anywhere whitespace-pre-line"
        >
          {person.bio}
        </p>
      )}
    </section>
  );
}
