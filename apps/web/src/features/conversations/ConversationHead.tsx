import type { ConversationView } from "@parley/client/views";
import type { User } from "@parley/protocol/profiles";
import { Link } from "wouter";
import { CallButtons } from "#features/calls";
import { firstNameOf } from "#kernel/first-name";
import { inkOf } from "#kernel/ink";
import { useMe } from "#kernel/session";
import { useNow } from "#kernel/use-now";
import { m } from "#messages";
import { Avatar } from "#ui/Avatar";
import { Icon } from "#ui/Icon";
import { IconButton } from "#ui/IconButton";
import { LanguageLevel } from "#ui/LanguageLevel";
import { LanguageBadge } from "#ui/LanguageBadge";
import { LocalTime } from "#ui/LocalTime";
import { Menu, type MenuEntry, type MenuTriggerProps } from "#ui/Menu";
import { findTrade } from "#kernel/trade";
import { isNight } from "#kernel/time-difference";

type ConversationHeadProps = {
  conversation: ConversationView;
  isPanelOpen: boolean;
  onTogglePanel: () => void;
  menu: readonly MenuEntry[];
};

/**
 * With whom one talks, what is traded, and the time where they are. Where little room is left for the
 * name, as with large text, it wraps, and the buttons stand below.
 */
export function ConversationHead(props: ConversationHeadProps) {
  const { conversation, isPanelOpen, onTogglePanel, menu } = props;
  const { partner } = conversation;
  const name = conversation.title ?? partner?.name ?? m.conversations_somebody();
  return (
    <header className="z-(--z-sticky) flex min-h-[60px] flex-none items-center gap-2.5 border-b border-border bg-thread py-1 ps-3.5 pe-1.5 sm:min-h-(--header-h) sm:gap-3 sm:ps-6 sm:pe-3.5 @max-[18rem]/detail:flex-wrap">
      <Link
        href="/chats"
        aria-label={m.conversations_back()}
        className="hit -ms-3 -me-2 grid size-[44px] flex-none place-items-center rounded-md text-fg-muted hover:text-fg lg:hidden"
      >
        <Icon name="chevron-left" size={24} className="rtl:-scale-x-100" />
      </Link>
      <Avatar
        name={name}
        avatarUrl={partner?.avatarUrl ?? null}
        size={42}
        presence={conversation.presence.state ?? "offline"}
        className="max-sm:!size-[38px]"
      />
      <div className="relative min-w-0 flex-1">
        <div className="flex items-baseline gap-2.5 leading-5">
          <h1
            dir="auto"
            className="min-w-0 truncate text-[1rem] font-semibold tracking-[-.006em] sm:text-base @max-[24rem]/detail:wrap-anywhere @max-[24rem]/detail:whitespace-normal"
          >
            {name}
          </h1>
          {partner && (
            <PlaceTime partner={partner} className="flex-none @max-[32rem]/detail:hidden" />
          )}
        </div>
        {partner && <TradeLine partner={partner} />}
        <button
          type="button"
          aria-label={m.conversations_panel()}
          onClick={onTogglePanel}
          className="absolute -inset-y-1.5 -start-12 end-0 rounded-md sm:hidden"
        />
      </div>
      <div className="flex flex-none gap-0.5 @max-[18rem]/detail:basis-full @max-[18rem]/detail:justify-end">
        {partner && (
          <CallButtons conversationId={conversation.id} isWritable={conversation.isWritable} />
        )}
        <IconButton
          label={m.conversations_panel()}
          icon="panel-right"
          className="max-sm:hidden"
          on={isPanelOpen}
          onClick={onTogglePanel}
        />
        <Menu label={m.conversations_menu()} entries={menu} trigger={drawMenuButton} />
      </div>
    </header>
  );
}

function drawMenuButton(trigger: MenuTriggerProps) {
  return (
    <IconButton
      {...trigger}
      label={m.conversations_menu()}
      icon="ellipsis-vertical"
      className="max-sm:!size-[44px]"
    />
  );
}

type PartnerProps = { partner: User };

type PlaceTimeProps = PartnerProps & { className: string };

function PlaceTime({ partner, className }: PlaceTimeProps) {
  const now = useNow(60_000);
  const { timeZone, place } = partner;
  if (timeZone === null) return null;
  const shortPlace = place.split(",")[0]?.trim() ?? "";
  return (
    <span
      className={`inline-flex items-center gap-x-[5px] text-xs font-normal text-fg-subtle ${className}`}
    >
      <Icon
        name={isNight(timeZone, now) ? "moon" : "clock-3"}
        size={13}
        className="max-sm:hidden"
      />
      <LocalTime timeZone={timeZone} />
      {shortPlace !== "" && <span>{m.conversations_in_place({ place: shortPlace })}</span>}
    </span>
  );
}

function TradeLine({ partner }: PartnerProps) {
  const me = useMe();
  const { learn, teach } = findTrade(me, partner);
  return (
    <>
      <div className="mt-1 flex min-h-[18px] flex-wrap items-center gap-x-3 gap-y-1 @max-[32rem]/detail:hidden">
        {learn?.level && (
          <span className="inline-flex items-center gap-1.5">
            <LanguageLevel code={learn.code} level={learn.level} ink={inkOf(learn.code, me)} />
            <span className="text-xs leading-none text-fg-subtle @max-[620px]/detail:hidden">
              {m.conversations_you()}
            </span>
          </span>
        )}
        {learn?.level && teach && <span className="h-3 w-px bg-border" />}
        {teach && (
          <span className="inline-flex min-w-0 items-center gap-1.5">
            <LanguageLevel code={teach.code} level={teach.level} ink={inkOf(teach.code, me)} />
            <span
              dir="auto"
              className="min-w-0 truncate text-xs leading-none text-fg-subtle @max-[620px]/detail:hidden"
            >
              {firstNameOf(partner.name)}
            </span>
          </span>
        )}
      </div>
      <div className="mt-0.5 flex min-h-[18px] flex-wrap items-center gap-1.5 @min-[32rem]/detail:hidden">
        {learn && <LanguageBadge code={learn.code} ink={inkOf(learn.code, me)} />}
        {teach && <LanguageBadge code={teach.code} ink={inkOf(teach.code, me)} />}
        {/* A place that the line has no room for wraps out of sight. */}
        <PlaceTime
          partner={partner}
          className="ms-[3px] h-[1.125rem] min-w-[2.25rem] flex-1 flex-wrap overflow-hidden leading-[1.125rem]"
        />
      </div>
    </>
  );
}
