import type { ReactNode } from "react";
import { useLocation } from "wouter";
import { m } from "#messages";
import { IconButton } from "#ui/IconButton";

type SettingsSectionProps = { title: string; lead?: string; children: ReactNode };

/** One group of settings under its heading, with the way back where it stands alone. */
export function SettingsSection({ title, lead, children }: SettingsSectionProps) {
  const [, navigate] = useLocation();
  return (
    <section aria-label={title}>
      <header className="mb-2.5 flex items-center gap-1">
        <IconButton
          label={m.profiles_to_settings()}
          icon="arrow-left"
          className="-ms-2.5 lg:hidden rtl:rotate-180"
          onClick={() => navigate("/settings")}
        />
        <h2 className="font-serif text-[1.375rem] leading-7 font-[600] tracking-tight">{title}</h2>
      </header>
      {lead !== undefined && (
        <p className="-mt-1.5 mb-3 text-sm leading-[1.1875rem] text-fg-muted">{lead}</p>
      )}
      {children}
    </section>
  );
}

type BoxProps = { children: ReactNode };

/** A list of settings in one frame. */
export function Box({ children }: BoxProps) {
  return (
    <ul className="rounded-lg bg-surface ring-1 ring-border [--row-bg:var(--bg-surface)]">
      {children}
    </ul>
  );
}

type BoxRowProps = { title: ReactNode; note?: ReactNode; children?: ReactNode };

/** One line of a box: what it is, what that means, and its control at the end. */
export function BoxRow({ title, note, children }: BoxRowProps) {
  return (
    <li className="flex min-h-14 flex-wrap items-center justify-between gap-x-4 gap-y-2 px-4 py-[9px] not-first:border-t not-first:border-border-soft">
      <span className="min-w-0 flex-1 basis-40">
        <span className="block leading-5 font-medium wrap-anywhere">{title}</span>
        {note !== undefined && (
          <span className="block text-sm leading-[1.125rem] text-fg-subtle">{note}</span>
        )}
      </span>
      {children}
    </li>
  );
}
