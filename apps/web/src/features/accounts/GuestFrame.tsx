import type { ReactNode } from "react";
import { m } from "#messages";
import { Logo } from "#ui/Logo";
import { Poster } from "./Poster.tsx";

type GuestFrameProps = {
  heading: string;
  lead: ReactNode;
  before?: ReactNode;
  compact?: boolean;
  children: ReactNode;
};

/** The page of somebody who is not signed in: a form, and from 1024 pixels on the poster. */
export function GuestFrame({ heading, lead, before, compact = false, children }: GuestFrameProps) {
  return (
    <div className="grid min-h-dvh grid-cols-[minmax(0,1fr)] bg-surface lg:grid-cols-[600px_minmax(0,1fr)]">
      <div className="flex min-w-0 flex-col px-5 pt-6 pb-5 sm:px-20 sm:pt-9 sm:pb-7">
        <header className="flex items-center gap-3">
          <Logo size={38} />
          <b className="font-serif text-2xl leading-none font-[650] tracking-tight">
            {m.shell_app_name()}
          </b>
        </header>
        <main className="my-auto w-full max-w-[400px] py-8 max-lg:mx-auto">
          {before}
          <h1
            className={
              compact
                ? "font-serif text-[2rem] leading-[2.375rem] font-[600] tracking-display text-balance sm:text-[2.25rem] sm:leading-[2.625rem]"
                : "font-serif text-[2.125rem] leading-[2.5rem] font-[600] tracking-display text-balance sm:text-[2.5rem] sm:leading-[2.875rem]"
            }
          >
            {heading}
          </h1>
          <p className="mt-3 text-base leading-[1.4375rem] text-fg-muted [&_b]:font-medium [&_b]:wrap-anywhere [&_b]:text-fg">
            {lead}
          </p>
          {children}
        </main>
        <footer className="text-sm text-fg-subtle">{location.host}</footer>
      </div>
      <Poster />
    </div>
  );
}
