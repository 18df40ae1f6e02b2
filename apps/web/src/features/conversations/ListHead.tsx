import { useLocation } from "wouter";
import { m } from "#messages";
import { IconButton } from "#ui/IconButton";
import { PageHead } from "#ui/PageHead";
import { Tooltip } from "#ui/Tooltip";

/** The masthead of the list, with the ways to more people. */
export function ListHead() {
  const [, navigate] = useLocation();
  return (
    <PageHead title={m.conversations_title()}>
      <Tooltip label={m.conversations_requests()}>
        <IconButton
          label={m.conversations_requests()}
          icon="users"
          onClick={() => navigate("/requests")}
        />
      </Tooltip>
      <Tooltip label={m.conversations_find_partner()}>
        <IconButton
          label={m.conversations_find_partner()}
          icon="pencil-line"
          onClick={() => navigate("/discover")}
        />
      </Tooltip>
    </PageHead>
  );
}
