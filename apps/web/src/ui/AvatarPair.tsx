import { Avatar } from "./Avatar.tsx";

type Person = { name: string; avatarUrl: string | null };
type AvatarPairProps = { first: Person; second: Person; size?: number };

/** Two people in the space of one. */
export function AvatarPair({ first, second, size = 44 }: AvatarPairProps) {
  const each = Math.round(size * 0.68);
  return (
    <span className="relative inline-block flex-none" style={{ width: size, height: size }}>
      <Avatar {...first} size={each} className="!absolute start-0 top-0" />
      <Avatar
        {...second}
        size={each}
        className="!absolute end-0 bottom-0 rounded-full ring-[2.5px] ring-(--row-bg,var(--bg-canvas))"
      />
    </span>
  );
}
