import { useRef } from "react";
import { openCallChat, type LiveCall } from "#kernel/call-stage";
import { m } from "#messages";
import { Avatar } from "#ui/Avatar";
import { Icon } from "#ui/Icon";
import { HeldPicture } from "./HeldPicture.tsx";
import { HoldCard } from "./HoldCard.tsx";
import { OwnTile } from "./OwnTile.tsx";
import { StageProblems } from "./StageProblems.tsx";
import { PeerVideo } from "./PeerVideo.tsx";
import { TileName } from "./TileName.tsx";
import type { Peer } from "./use-peer.ts";

type StagePictureProps = { call: LiveCall; peer: Peer };

/** The other side, large: their camera, or their portrait; the own picture in its corner. */
export function StagePicture({ call, peer }: StagePictureProps) {
  const picture = useRef<HTMLVideoElement>(null);
  const remote = call.state === "outgoing" ? null : call.remote;
  const isHeld = call.state === "reconnecting";
  const problems = `${call.local.micProblem}, ${call.local.camProblem}`;
  const camTrack = remote?.cam ? remote.camTrack : null;
  return (
    <div className="relative mx-3 min-h-0 overflow-hidden rounded-[22px] bg-stage-surface sm:mx-6">
      {camTrack ? (
        <PeerVideo key={camTrack.id} track={camTrack} name={peer.firstName} ref={picture} />
      ) : (
        <Portrait call={call} peer={peer} />
      )}
      {isHeld && <HeldPicture picture={picture} />}
      {isHeld && (
        <HoldCard since={call.since} name={peer.firstName} onWrite={() => openCallChat(true)} />
      )}
      {remote && !remote.mic && !isHeld && (
        <TileName>
          <Icon name="mic-off" size={14} />
          {m.calls_peer_muted({ name: peer.firstName })}
        </TileName>
      )}
      {!isHeld && <StageProblems key={problems} local={call.local} peerName={peer.firstName} />}
      <OwnTile local={call.local} />
    </div>
  );
}

function Portrait({ call, peer }: StagePictureProps) {
  return (
    <div className="grid size-full place-content-center justify-items-center gap-5 px-4 pb-[15%] text-center sm:pb-0">
      <Avatar name={peer.name} avatarUrl={peer.avatarUrl} size={128} />
      <p aria-hidden="true" className="text-base text-stage-muted">
        {describeState(call, peer.firstName)}
      </p>
    </div>
  );
}

function describeState(call: LiveCall, name: string): string {
  switch (call.state) {
    case "outgoing":
      return call.ringUntil === null ? m.calls_calling() : m.calls_rings();
    case "connecting":
      return m.calls_connecting();
    case "connected":
      return call.media === "video" ? m.calls_peer_camera_off({ name }) : "";
    case "reconnecting":
      return "";
  }
}
