import type { User } from "@parley/protocol/profiles";
import { useState, type ReactNode } from "react";
import { useLocation } from "wouter";
import { unblockPerson } from "#features/friends";
import { usePageTitle } from "#kernel/page-title";
import { describeProblem } from "#kernel/problem-text";
import { showToast } from "#kernel/toasts";
import { m } from "#messages";
import { Button } from "#ui/Button";
import { ButtonLink } from "#ui/ButtonLink";
import { EmptyState } from "#ui/EmptyState";
import { ErrorState } from "#ui/ErrorState";
import { IconButton } from "#ui/IconButton";
import { Loading, Skeleton } from "#ui/Skeleton";
import { PersonProfile } from "./PersonProfile.tsx";
import { usePerson } from "./use-person.ts";

type PersonPageProps = { params: Readonly<Record<string, string | undefined>> };

/** Who somebody is. */
export function PersonPage({ params }: PersonPageProps) {
  const [, navigate] = useLocation();
  const found = usePerson(params["id"] ?? "");
  usePageTitle(found.state === "shown" ? found.person.name : m.profiles_person());
  return (
    <div className="flex min-h-full bg-thread [--row-bg:var(--bg-thread)]">
      <div className="mx-auto flex w-full max-w-[720px] flex-col px-5 pt-3 pb-10 sm:px-8 sm:pt-6">
        <IconButton
          label={m.profiles_back()}
          icon="arrow-left"
          className="-ms-2 flex-none rtl:rotate-180"
          onClick={() => (history.length > 1 ? history.back() : navigate("/discover"))}
        />
        {found.state === "loading" && <PersonSkeleton />}
        {found.state === "shown" && <PersonProfile person={found.person} />}
        {found.state === "blocked" && (
          <BlockedPerson person={found.person} id={params["id"] ?? ""} />
        )}
        {found.state === "missing" && (
          <Nobody title={m.profiles_nobody_title()}>{m.profiles_nobody_text()}</Nobody>
        )}
        {found.state === "failed" && (
          <ErrorState
            className="my-auto"
            title={m.profiles_person_failed()}
            onRetry={found.retry}
            retrying={found.isTrying}
          >
            {describeProblem(found.error)}
          </ErrorState>
        )}
      </div>
    </div>
  );
}

type NobodyProps = { title: string; children: ReactNode };

function Nobody({ title, children }: NobodyProps) {
  return (
    <EmptyState
      className="my-auto"
      title={title}
      icon="user-round"
      headingLevel={1}
      action={<ButtonLink href="/discover">{m.profiles_find_partner()}</ButtonLink>}
    >
      {children}
    </EmptyState>
  );
}

type BlockedPersonProps = { person: User | null; id: string };

function BlockedPerson({ person, id }: BlockedPersonProps) {
  const [isEnding, setIsEnding] = useState(false);

  async function unblock() {
    setIsEnding(true);
    try {
      await unblockPerson(id);
    } catch (error) {
      showToast({ tone: "error", text: describeProblem(error) });
    } finally {
      setIsEnding(false);
    }
  }

  return (
    <EmptyState
      className="my-auto"
      title={
        person === null
          ? m.profiles_blocked_title()
          : m.profiles_blocked_name({ name: person.name })
      }
      icon="user-round"
      headingLevel={1}
      action={
        <Button loading={isEnding} onClick={() => void unblock()}>
          {m.profiles_unblock()}
        </Button>
      }
    >
      {m.profiles_blocked_text()}
    </EmptyState>
  );
}

function PersonSkeleton() {
  return (
    <Loading className="pt-3">
      <span className="flex items-center gap-5">
        <Skeleton round className="size-24" />
        <span className="grid flex-1 gap-3">
          <Skeleton className="h-7 w-3/5" />
          <Skeleton className="h-3.5 w-2/5" />
        </span>
      </span>
      <Skeleton className="mt-8 h-40 rounded-lg" />
    </Loading>
  );
}
