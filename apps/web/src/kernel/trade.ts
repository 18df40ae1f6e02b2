import type { CefrLevel, Me, SpokenLevel, User } from "@parley/protocol/profiles";
import { baseLanguage } from "./ink.ts";

type Viewer = Pick<Me, "speaks" | "learns">;
type Partner = Pick<User, "speaks" | "learns">;

/** What two people trade: the viewer learns one language and teaches the other. */
export type Trade = {
  /** The partner speaks it; `level` is the viewer's, null when the viewer does not learn it. */
  learn: { code: string; level: CefrLevel | null } | null;
  /** The partner learns it; `level` is the partner's. */
  teach: { code: string; level: SpokenLevel } | null;
};

/** The trade between two people as the viewer sees it. Where nothing fits, the partner's first languages stand. */
export function findTrade(viewer: Viewer, partner: Partner): Trade {
  const learned = viewer.learns.find((mine) => speaks(partner, mine.code));
  const taught = partner.learns.find((theirs) => speaks(viewer, theirs.code));
  const firstSpoken = partner.speaks[0];
  return {
    learn: learned ?? (firstSpoken ? { code: firstSpoken.code, level: null } : null),
    teach: taught ?? partner.learns[0] ?? null,
  };
}

function speaks(person: Partner, code: string): boolean {
  return person.speaks.some((language) => baseLanguage(language.code) === baseLanguage(code));
}
