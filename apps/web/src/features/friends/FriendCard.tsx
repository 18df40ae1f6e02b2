import type { User } from "@parley/protocol/profiles";
import { Link } from "wouter";
import { Avatar } from "#ui/Avatar";
import { PlaceAndTime } from "./PersonLine.tsx";
import { RelationButton } from "./RelationButton.tsx";

type FriendCardProps = { friend: User };

/** A friend, with the way to their profile and to the conversation. */
export function FriendCard({ friend }: FriendCardProps) {
  return (
    <div className="flex items-center gap-3 rounded-lg bg-surface px-3.5 py-3 ring-1 ring-border [--row-bg:var(--bg-surface)]">
      <Avatar name={friend.name} avatarUrl={friend.avatarUrl} size={40} />
      <div className="min-w-0 flex-1">
        <Link
          href={`/people/${friend.id}`}
          className="block truncate leading-5 font-medium hover:underline"
        >
          <bdi>{friend.name}</bdi>
        </Link>
        <PlaceAndTime person={friend} />
      </div>
      <RelationButton person={friend} />
    </div>
  );
}
