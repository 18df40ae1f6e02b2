import type { User } from "@parley/protocol/profiles";
import { PlaceAndTime, RelationButton, useRelation } from "#features/friends";
import { inkOf } from "#kernel/ink";
import { languageName } from "#kernel/languages";
import { useMe } from "#kernel/session";
import { describeTimeDifference } from "#kernel/time-difference";
import { useNow } from "#kernel/use-now";
import { m } from "#messages";
import { Avatar } from "#ui/Avatar";
import { ButtonLink } from "#ui/ButtonLink";
import { LanguageLevel } from "#ui/LanguageLevel";
import type { Level } from "./edit-languages.ts";
import { ownLanguageName } from "./language-list.ts";
import { PersonMenu } from "./PersonMenu.tsx";

type PersonProfileProps = { person: User };

/** A person: name, place and time there, what can be exchanged, their own words. */
export function PersonProfile({ person }: PersonProfileProps) {
  const me = useMe();
  const isMe = person.id === me.id;
  return (
    <article>
      <header className="flex flex-wrap items-center gap-x-5 gap-y-4 pt-2">
        <Avatar name={person.name} avatarUrl={person.avatarUrl} size={96} />
        <div className="min-w-0 flex-1 basis-56">
          <h1
            dir="auto"
            className="font-serif text-[1.75rem] leading-[1.2] font-[600] tracking-display wrap-anywhere"
          >
            {person.name}
          </h1>
          <p className="pt-0.5 text-fg-muted">@{person.username}</p>
          <Whereabouts person={person} isMe={isMe} />
        </div>
        <div className="flex flex-none items-center gap-1.5">
          {isMe ? (
            <ButtonLink href="/settings/profile" icon="pencil">
              {m.profiles_edit_profile()}
            </ButtonLink>
          ) : (
            <>
              <RelationButton person={person} size="md" primary />
              <PersonMenu person={person} />
            </>
          )}
        </div>
      </header>
      {!isMe && <Asking person={person} />}
      {person.bio !== "" && (
        <p
          dir="auto"
          className="line-directions max-w-[60ch] pt-6 font-serif text-lg leading-[1.5] wrap-anywhere whitespace-pre-wrap"
        >
          {person.bio}
        </p>
      )}
      <div className="grid gap-x-5 sm:grid-cols-2">
        <Tongues title={m.profiles_speaks()} languages={person.speaks} />
        <Tongues title={m.profiles_is_learning()} languages={person.learns} />
      </div>
    </article>
  );
}

type WhereaboutsProps = { person: User; isMe: boolean };

function Whereabouts({ person, isMe }: WhereaboutsProps) {
  const now = useNow(30_000);
  return (
    <div className="flex flex-wrap gap-x-2 text-sm leading-5 text-fg-subtle">
      <PlaceAndTime person={person} className="wrap-anywhere" />
      {!isMe && person.timeZone !== null && (
        <p>
          <span aria-hidden="true">· </span>
          {describeTimeDifference(person.timeZone, now)}
        </p>
      )}
    </div>
  );
}

/** What they wrote when they asked to talk. */
function Asking({ person }: PersonProfileProps) {
  const relation = useRelation(person.id);
  if (relation.kind !== "asking") return null;
  return (
    <section
      aria-label={m.profiles_asks_you({ name: person.name })}
      className="mt-6 rounded-lg bg-surface px-4.5 py-4 ring-1 ring-border"
    >
      <h2 className="text-sm font-semibold">{m.profiles_asks_you({ name: person.name })}</h2>
      <p dir="auto" className="pt-1.5 pb-3 text-base wrap-anywhere whitespace-pre-wrap">
        {relation.message}
      </p>
      <ButtonLink href="/requests" size="sm">
        {m.profiles_answer_request()}
      </ButtonLink>
    </section>
  );
}

type TonguesProps = { title: string; languages: readonly { code: string; level: Level }[] };

function Tongues({ title, languages }: TonguesProps) {
  const me = useMe();
  if (languages.length === 0) return null;
  return (
    <section aria-label={title} className="min-w-0 pt-6">
      <h2 className="pb-2 text-sm font-semibold">{title}</h2>
      <ul className="rounded-lg bg-surface ring-1 ring-border">
        {languages.map(({ code, level }) => (
          <li
            key={code}
            className="flex min-h-13 flex-wrap items-center justify-between gap-x-3 gap-y-1 px-4 py-2 not-first:border-t not-first:border-border-soft"
          >
            <span className="flex min-w-0 flex-wrap items-baseline gap-x-2">
              <span className="font-medium">{languageName(code)}</span>
              <OwnName code={code} />
            </span>
            <LanguageLevel code={code} level={level} ink={inkOf(code, me)} />
          </li>
        ))}
      </ul>
    </section>
  );
}

type OwnNameProps = { code: string };

function OwnName({ code }: OwnNameProps) {
  const ownName = ownLanguageName(code);
  if (ownName === null || ownName === languageName(code)) return null;
  return (
    <bdi lang={code} className="text-sm text-fg-subtle">
      {ownName}
    </bdi>
  );
}
