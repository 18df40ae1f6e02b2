import type { User } from "@parley/protocol/profiles";
import type { ReactNode } from "react";
import { inkOf } from "#kernel/ink";
import { useMe } from "#kernel/session";
import { useNow } from "#kernel/use-now";
import { m } from "#messages";
import { Avatar } from "#ui/Avatar";
import { LanguageLevel } from "#ui/LanguageLevel";
import { Link } from "#ui/Link";
import { describeTimeDifference } from "#kernel/time-difference";

type PartnerPanelProps = { partner: User };

/** Who the partner is: place, languages, a word about themselves. */
export function PartnerPanel({ partner }: PartnerPanelProps) {
  const me = useMe();
  const now = useNow(60_000);
  const { place, timeZone } = partner;
  const difference = timeZone === null ? "" : describeTimeDifference(timeZone, now);
  return (
    <div className="px-5 pt-[22px] pb-[18px]">
      <div className="flex items-center gap-3.5">
        <Avatar name={partner.name} avatarUrl={partner.avatarUrl} size={64} />
        <div className="min-w-0">
          <h2
            dir="auto"
            className="font-serif text-[1.125rem] leading-[1.4] font-[600] wrap-anywhere"
          >
            {partner.name}
          </h2>
          <p className="text-sm leading-5 text-fg-subtle">
            {[place, difference].filter(Boolean).join(", ")}
          </p>
        </div>
      </div>
      <dl className="mt-4 grid gap-2">
        <Fact label={m.conversations_speaks()}>
          {partner.speaks.map(({ code, level }) => (
            <LanguageLevel key={code} code={code} level={level} ink={inkOf(code, me)} />
          ))}
        </Fact>
        <Fact label={m.conversations_learning()}>
          {partner.learns.map(({ code, level }) => (
            <LanguageLevel key={code} code={code} level={level} ink={inkOf(code, me)} />
          ))}
        </Fact>
        <Fact label={m.conversations_username()}>@{partner.username}</Fact>
      </dl>
      {partner.bio !== "" && (
        <p
          dir="auto"
          className="line-directions mt-4 border-t border-border-soft pt-4 text-md wrap-anywhere whitespace-pre-wrap text-fg-muted"
        >
          {partner.bio}
        </p>
      )}
      <p className="mt-4 text-sm">
        <Link href={`/people/${partner.id}`} quiet>
          {m.conversations_open_profile()}
        </Link>
      </p>
    </div>
  );
}

function Fact({ label, children }: { label: string; children: ReactNode }) {
  return (
    <div className="flex min-h-4.5 flex-wrap items-start gap-y-1 text-sm leading-4.5">
      <dt className="flex-none basis-21 text-fg-subtle">{label}</dt>
      <dd className="flex min-w-0 flex-1 basis-27 flex-col gap-1.5 wrap-anywhere">{children}</dd>
    </div>
  );
}
