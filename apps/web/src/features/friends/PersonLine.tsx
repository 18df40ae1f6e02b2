import type { User } from "@parley/protocol/profiles";
import type { ReactNode } from "react";
import { inkOf } from "#kernel/ink";
import { useMe } from "#kernel/session";
import { m } from "#messages";
import { Avatar } from "#ui/Avatar";
import { LanguageLevel } from "#ui/LanguageLevel";
import { LocalTime } from "#ui/LocalTime";

const MOST_LANGUAGES = 2;

type PersonLineProps = { person: User; aside?: ReactNode };

/** A person on one line: picture, name, place and time there, and what can be exchanged. */
export function PersonLine({ person, aside }: PersonLineProps) {
  const me = useMe();
  const languages = [...person.speaks, ...person.learns]
    .filter(({ code }) => inkOf(code, me) !== "neutral")
    .slice(0, MOST_LANGUAGES);
  return (
    <div className="flex flex-wrap items-center gap-x-3.5 gap-y-2">
      <Avatar name={person.name} avatarUrl={person.avatarUrl} size={48} />
      <div className="min-w-0 flex-1 basis-32">
        <p dir="auto" className="truncate leading-5 font-semibold">
          {person.name}
        </p>
        <PlaceAndTime person={person} />
      </div>
      {aside ?? (
        <div className="grid flex-none gap-[7px] max-sm:justify-items-start sm:justify-items-end">
          {languages.map(({ code, level }) => (
            <LanguageLevel key={code} code={code} level={level} ink={inkOf(code, me)} />
          ))}
        </div>
      )}
    </div>
  );
}

type PlaceAndTimeProps = { person: User; className?: string };

/** Where somebody is and what time it is there: `Osaka, 22:41`. */
export function PlaceAndTime({ person, className }: PlaceAndTimeProps) {
  const { place, timeZone } = person;
  if (place === "" && timeZone === null) return null;
  return (
    <p className={className ?? "truncate text-sm leading-[1.125rem] text-fg-subtle"}>
      {place !== "" && <bdi>{place}</bdi>}
      {place !== "" && timeZone !== null && m.friends_place_separator()}
      {timeZone !== null && <LocalTime timeZone={timeZone} className="tabular-nums" />}
    </p>
  );
}
