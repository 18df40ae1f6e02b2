import { usePageTitle } from "#kernel/page-title";
import { m } from "#messages";
import { ButtonLink } from "#ui/ButtonLink";
import { EmptyState } from "#ui/EmptyState";

/** For an address that leads nowhere. */
export function NotFoundPage() {
  usePageTitle(m.shell_not_found_title());
  return (
    <div className="grid h-full place-items-center bg-thread">
      <EmptyState
        title={m.shell_not_found_title()}
        headingLevel={1}
        action={
          <ButtonLink href="/chats" variant="primary">
            {m.shell_not_found_action()}
          </ButtonLink>
        }
      >
        {m.shell_not_found_text()}
      </EmptyState>
    </div>
  );
}
