import type { User } from "@parley/protocol/profiles";
import { useState } from "react";
import { m } from "#messages";
import { Button } from "#ui/Button";
import { ButtonLink } from "#ui/ButtonLink";
import { preloadDialog } from "#ui/Dialog";
import { AskDialog } from "./AskDialog.tsx";
import { useRelation, type Relation } from "./use-relation.ts";

type RelationButtonProps = { person: User; size?: "sm" | "md"; primary?: boolean };

/** The next step with somebody: ask, wait, answer or write. */
export function RelationButton({ person, size = "sm", primary = false }: RelationButtonProps) {
  const relation = useRelation(person.id);
  const [isAsking, setIsAsking] = useState(false);
  const look = { size, variant: primary ? "primary" : "secondary" } as const;
  return (
    <>
      {relation.kind === "none" ? (
        <Button
          {...look}
          onPointerEnter={preloadDialog}
          onFocus={preloadDialog}
          onClick={() => setIsAsking(true)}
        >
          {m.friends_ask()}
        </Button>
      ) : relation.kind === "asked" ? (
        <Button size={size} disabled>
          {m.friends_requested()}
        </Button>
      ) : (
        <ButtonLink {...look} href={placeOf(relation)}>
          {relation.kind === "friend" ? m.friends_write() : m.friends_answer()}
        </ButtonLink>
      )}
      <AskDialog person={person} open={isAsking} onClose={() => setIsAsking(false)} />
    </>
  );
}

function placeOf(relation: Extract<Relation, { kind: "friend" | "asking" }>): string {
  if (relation.kind === "asking") return "/requests";
  return relation.conversationId ? `/chats/${relation.conversationId}` : "/chats";
}
