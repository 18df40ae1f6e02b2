import { useEffect, useRef, type FunctionComponent } from "react";
import { Redirect } from "wouter";
import { joinClasses } from "#kernel/class-names";
import { usePageTitle } from "#kernel/page-title";
import { m } from "#messages";
import { SplitView } from "#ui/SplitView";
import { AccountSection } from "./AccountSection.tsx";
import { DevicesSection } from "./DevicesSection.tsx";
import { LanguagesSection } from "./LanguagesSection.tsx";
import { LookSection } from "./LookSection.tsx";
import { PrivacySection } from "./PrivacySection.tsx";
import { ProfileSection } from "./ProfileSection.tsx";
import { columnsAround, findSection, type SectionId } from "./settings-sections.ts";
import { SettingsNav } from "./SettingsNav.tsx";

const drawn: Record<SectionId, FunctionComponent> = {
  profile: ProfileSection,
  languages: LanguagesSection,
  devices: DevicesSection,
  privacy: PrivacySection,
  look: LookSection,
  account: AccountSection,
};

type SettingsPageProps = { params: Readonly<Record<string, string | undefined>> };

/** The list of settings, and in `/settings/:section` those that were chosen. */
export function SettingsPage({ params }: SettingsPageProps) {
  const named = params["section"];
  const section = findSection(named ?? "profile");
  usePageTitle(named === undefined || section === null ? m.profiles_settings() : section.title());
  if (section === null) return <Redirect to="/settings" replace />;
  return (
    <div className="h-full [--list-w:min(15.25rem,30vw)]">
      <SplitView
        list={<SettingsNav current={section.id} isChosen={named !== undefined} />}
        showing={named === undefined ? "list" : "detail"}
      >
        <h1 className="sr-only lg:hidden">{m.profiles_settings()}</h1>
        <Sections key={columnsAround(section.id).flat().join()} current={section.id} />
      </SplitView>
    </div>
  );
}

type SectionsProps = { current: SectionId };

/** Where there is room, the sections around the chosen one stand beside it. */
function Sections({ current }: SectionsProps) {
  const page = useRef<HTMLDivElement>(null);
  useEffect(() => {
    page.current?.querySelector(`#${current}`)?.scrollIntoView({ block: "nearest" });
  }, [current]);
  return (
    <div ref={page} className="min-h-0 flex-1 overflow-y-auto">
      <div className="mx-auto grid max-w-[560px] grid-cols-[minmax(0,1fr)] gap-x-9 px-5 pb-10 sm:px-8 xl:max-w-[1124px] xl:grid-cols-2">
        {columnsAround(current).map((column) => (
          <div key={column.join()} className="contents min-w-0 xl:block">
            {column.map((id) => {
              const Section = drawn[id];
              return (
                <div
                  key={id}
                  id={id}
                  className={joinClasses(
                    "pt-4.5 xl:scroll-mt-4",
                    id !== current && "max-xl:hidden",
                  )}
                >
                  <Section />
                </div>
              );
            })}
          </div>
        ))}
      </div>
    </div>
  );
}
