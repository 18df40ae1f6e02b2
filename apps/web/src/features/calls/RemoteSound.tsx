import { useEffect, useState } from "react";
import { useClient } from "#kernel/client";
import { useObservable } from "#kernel/use-observable";
import { m } from "#messages";
import { Button } from "#ui/Button";
import type { Peer } from "./use-peer.ts";

type RemoteSoundProps = { track: MediaStreamTrack; peer: Peer };

/**
 * Plays the other side through a media element, so that the browser can cancel its echo. After a reload
 * browsers want a click first: then it is asked for.
 */
export function RemoteSound({ track, peer }: RemoteSoundProps) {
  const [audio] = useState(() => new Audio());
  const { speakerId } = useObservable(useClient().calls.devices);
  const [isBlocked, setIsBlocked] = useState(false);

  useEffect(() => {
    audio.srcObject = new MediaStream([track]);
    audio.play().then(
      () => setIsBlocked(false),
      (error: unknown) => setIsBlocked(error instanceof Error && error.name === "NotAllowedError"),
    );
    return () => {
      audio.srcObject = null;
    };
  }, [audio, track]);

  useEffect(() => {
    if (!("setSinkId" in audio)) return;
    // A speaker that is gone leaves the sound where the system sends it.
    audio.setSinkId(speakerId ?? "").catch(() => undefined);
  }, [audio, speakerId]);

  function play() {
    audio.play().then(
      () => setIsBlocked(false),
      () => undefined,
    );
  }

  if (!isBlocked) return null;
  return (
    <div
      role="alert"
      className="fixed inset-x-4 top-20 z-(--z-toast) mx-auto flex w-fit items-center gap-3 rounded-lg bg-raised px-4 py-2.5 text-sm text-fg shadow-dialog ring-1 ring-border"
    >
      {m.calls_sound_blocked()}
      <Button size="sm" icon="volume-2" onClick={play}>
        {m.calls_hear({ name: peer.firstName })}
      </Button>
    </div>
  );
}
