import { Link } from "wouter";
import { SignOut } from "#features/accounts";
import { joinClasses } from "#kernel/class-names";
import { useMe } from "#kernel/session";
import { m } from "#messages";
import { Avatar } from "#ui/Avatar";
import { Icon } from "#ui/Icon";
import { PageHead } from "#ui/PageHead";
import { settingsSections, type SectionId } from "./settings-sections.ts";

type SettingsNavProps = {
  current: SectionId;
  /** A section was opened; otherwise the first one only stands beside the list. */
  isChosen: boolean;
};

const itemClass =
  "flex min-h-11 items-center gap-3.25 rounded-[10px] px-2.5 font-medium no-underline lg:min-h-10";

/** The list of settings, and the way out. */
export function SettingsNav({ current, isChosen }: SettingsNavProps) {
  const me = useMe();
  return (
    <div className="min-h-0 flex-1 overflow-y-auto pb-5">
      <PageHead title={m.profiles_settings()} />
      <Link
        href={`/people/${me.id}`}
        className="mx-2.5 mb-2 flex items-center gap-3 rounded-lg px-2.5 py-2 no-underline hover:bg-hover lg:hidden"
      >
        <Avatar name={me.name} avatarUrl={me.avatarUrl} size={44} />
        <span className="min-w-0">
          <bdi className="block truncate font-serif text-lg leading-6 font-[600]">{me.name}</bdi>
          <span className="block truncate text-sm text-fg-subtle">@{me.username}</span>
        </span>
      </Link>
      <nav aria-label={m.profiles_settings()} className="grid gap-0.5 px-2.5">
        {settingsSections.map(({ id, title, icon }) => (
          <Link
            key={id}
            href={`/settings/${id}`}
            aria-current={isChosen && id === current ? "page" : undefined}
            className={joinClasses(
              itemClass,
              id === current
                ? "text-fg-muted hover:bg-hover hover:text-fg lg:bg-selected lg:text-fg lg:contrast:ring-2 lg:contrast:ring-fg"
                : "text-fg-muted hover:bg-hover hover:text-fg",
            )}
          >
            <Icon name={icon} size={19} />
            <span className="flex-1">{title()}</span>
            <Icon
              name="chevron-right"
              size={16}
              className="text-fg-subtle lg:hidden rtl:rotate-180"
            />
          </Link>
        ))}
        <SignOut>
          {(trigger) => (
            <button
              type="button"
              {...trigger}
              className={joinClasses(itemClass, "mt-3.5 text-start text-danger hover:bg-hover")}
            >
              <Icon name="log-out" size={19} />
              {m.profiles_sign_out()}
            </button>
          )}
        </SignOut>
      </nav>
    </div>
  );
}
