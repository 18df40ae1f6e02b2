import type { LocalMedia } from "@parley/client/calls/views";
import { useMe } from "#kernel/session";
import { m } from "#messages";
import { Avatar } from "#ui/Avatar";
import { Icon } from "#ui/Icon";
import { TileName } from "./TileName.tsx";
import { TrackVideo } from "./TrackVideo.tsx";

type OwnTileProps = { local: LocalMedia };

/** How the other side sees oneself. */
export function OwnTile({ local }: OwnTileProps) {
  const me = useMe();
  const isHeard = local.mic && local.micProblem === null;
  return (
    <div className="absolute end-3 bottom-3 aspect-[3/4] w-26 overflow-hidden rounded-[16px] bg-stage-raised shadow-dialog ring-2 ring-stage-border sm:end-5 sm:bottom-5 sm:aspect-[232/148] sm:w-[min(232px,30%,45vh)]">
      {local.cam && local.camTrack ? (
        <TrackVideo track={local.camTrack} mirrored label={m.calls_own_picture()} />
      ) : (
        <div className="grid size-full place-items-center">
          <Avatar name={me.name} avatarUrl={me.avatarUrl} size={56} />
        </div>
      )}
      <TileName>
        {!isHeard && <Icon name="mic-off" size={14} />}
        <span aria-hidden={!isHeard}>{m.calls_you()}</span>
        {!isHeard && <span className="sr-only">{m.calls_you_are_muted()}</span>}
      </TileName>
    </div>
  );
}
