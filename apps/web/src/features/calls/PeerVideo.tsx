import { useEffect, type RefObject } from "react";
import { useClient } from "#kernel/client";
import { m } from "#messages";
import { TrackVideo } from "./TrackVideo.tsx";

type PeerVideoProps = {
  track: MediaStreamTrack;
  name: string;
  ref: RefObject<HTMLVideoElement | null>;
};

/** The other side's camera; give it the track's id as its key. The client looks on, so that a picture that stands still is built anew. */
export function PeerVideo({ track, name, ref }: PeerVideoProps) {
  const { calls } = useClient();
  useEffect(() => {
    if (ref.current === null || !("requestVideoFrameCallback" in ref.current)) return;
    return calls.watchPicture(ref.current);
  }, [calls, ref]);
  return <TrackVideo ref={ref} track={track} label={m.calls_picture_of({ name })} />;
}
