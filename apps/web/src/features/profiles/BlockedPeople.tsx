import type { User } from "@parley/protocol/profiles";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { unblockPerson } from "#features/friends";
import { useClient } from "#kernel/client";
import { describeProblem } from "#kernel/problem-text";
import { queryClient } from "#kernel/query";
import { showToast } from "#kernel/toasts";
import { useObservable } from "#kernel/use-observable";
import { m } from "#messages";
import { Avatar } from "#ui/Avatar";
import { Button } from "#ui/Button";
import { Banner } from "#ui/Banner";
import { listBlocked } from "./account-api.ts";
import { Box } from "./SettingsSection.tsx";

/** Whom one has blocked, with the way to take it back. */
export function BlockedPeople() {
  const ids = useObservable(useClient().blocks);
  const blocked = useQuery(
    { queryKey: ["blocks", ids.join()], queryFn: ({ signal }) => listBlocked(signal) },
    queryClient,
  );
  return (
    <>
      <h3 className="pt-5 pb-2 text-base leading-[1.375rem] font-semibold">
        {m.profiles_blocked_people()}
      </h3>
      {blocked.isError && (
        <Banner
          tone="error"
          action={
            <Button size="sm" loading={blocked.isFetching} onClick={() => void blocked.refetch()}>
              {m.ui_try_again()}
            </Button>
          }
        >
          {describeProblem(blocked.error)}
        </Banner>
      )}
      {blocked.data?.length === 0 && (
        <p className="text-sm text-fg-muted">{m.profiles_nobody_blocked()}</p>
      )}
      {blocked.data && blocked.data.length > 0 && (
        <Box>
          {blocked.data.map((person) => (
            <BlockedRow key={person.id} person={person} />
          ))}
        </Box>
      )}
    </>
  );
}

type BlockedRowProps = { person: User };

function BlockedRow({ person }: BlockedRowProps) {
  const [isEnding, setIsEnding] = useState(false);
  const { name } = person;

  async function unblock() {
    setIsEnding(true);
    try {
      await unblockPerson(person.id);
      showToast({ tone: "success", text: m.profiles_unblocked({ name }) });
      await queryClient.invalidateQueries({ queryKey: ["blocks"] });
    } catch (error) {
      showToast({ tone: "error", text: describeProblem(error) });
    } finally {
      setIsEnding(false);
    }
  }

  return (
    <li className="flex min-h-14 items-center gap-3.5 px-4 py-[9px] not-first:border-t not-first:border-border-soft">
      <Avatar name={name} avatarUrl={person.avatarUrl} size={36} />
      <span className="min-w-0 flex-1">
        <bdi className="block truncate leading-5 font-medium">{name}</bdi>
        <span className="block truncate text-sm leading-[1.125rem] text-fg-subtle">
          @{person.username}
        </span>
      </span>
      <Button size="sm" loading={isEnding} onClick={() => void unblock()}>
        {m.profiles_unblock()}
      </Button>
    </li>
  );
}
