import { useEffect, useState } from "react";
import { useClient } from "#kernel/client";
import { useObservable } from "#kernel/use-observable";
import { m } from "#messages";
import { Button } from "#ui/Button";
import { createSpeaker } from "./speaker.ts";
import type { Peer } from "./use-peer.ts";

type RemoteSoundProps = { track: MediaStreamTrack; peer: Peer };

/** Plays the other side. After a reload browsers want a click first: then it is asked for. */
export function RemoteSound({ track, peer }: RemoteSoundProps) {
  const [speaker] = useState(createSpeaker);
  const { speakerId } = useObservable(useClient().calls.devices);
  const [isBlocked, setIsBlocked] = useState(false);

  useEffect(() => {
    void speaker.play(track).then((isHeard) => setIsBlocked(!isHeard));
    return () => speaker.stop();
  }, [speaker, track]);

  useEffect(() => speaker.choose(speakerId), [speaker, speakerId]);

  if (!isBlocked) return null;
  return (
    <div
      role="alert"
      className="fixed inset-x-4 top-20 z-(--z-toast) mx-auto flex w-fit items-center gap-3 rounded-lg bg-raised px-4 py-2.5 text-sm text-fg shadow-dialog ring-1 ring-border"
    >
      {m.calls_sound_blocked()}
      <Button
        size="sm"
        icon="volume-2"
        onClick={() => void speaker.play(track).then((isHeard) => setIsBlocked(!isHeard))}
      >
        {m.calls_hear({ name: peer.firstName })}
      </Button>
    </div>
  );
}
