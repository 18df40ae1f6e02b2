import type { CallMedia } from "@parley/protocol/calls";
import { useEffect, useRef, useState } from "react";
import { useClient } from "#kernel/client";
import { useMe } from "#kernel/session";
import { useObservable } from "#kernel/use-observable";
import { m } from "#messages";
import { Avatar } from "#ui/Avatar";
import { Banner } from "#ui/Banner";
import { Button } from "#ui/Button";
import { Dialog } from "#ui/Dialog";
import { iconOfCall } from "#kernel/call-words";
import { describeCallError } from "./describe-call-error.ts";
import { DeviceFields } from "./DeviceFields.tsx";
import { TrackVideo } from "./TrackVideo.tsx";
import { useIsDirect } from "./use-is-direct.ts";
import type { Peer } from "./use-peer.ts";

type PreviewDialogProps = {
  /** False once the call has begun behind it. */
  open: boolean;
  title: string;
  media: CallMedia;
  peer: Peer;
  confirmLabel: string;
  confirmingLabel: string;
  onConfirm: () => Promise<void>;
  onCancel: () => void;
};

/** How one will be seen and heard, before anything is sent. */
export function PreviewDialog(props: PreviewDialogProps) {
  const { open, title, media, peer, confirmLabel, confirmingLabel, onConfirm, onCancel } = props;
  const { calls } = useClient();
  const local = useObservable(calls.preview);
  const isDirect = useIsDirect();
  const [isGoingOn, setIsGoingOn] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);
  const confirm = useRef<HTMLButtonElement>(null);

  useEffect(() => {
    calls.openPreview(media);
    return () => calls.closePreview();
  }, [calls, media]);

  function goOn() {
    setIsGoingOn(true);
    setProblem(null);
    onConfirm().catch((error: unknown) => {
      setIsGoingOn(false);
      setProblem(describeCallError(error, peer.firstName));
    });
  }

  return (
    <Dialog
      open={open}
      onClose={onCancel}
      title={title}
      initialFocus={confirm}
      footer={
        <>
          <Button variant="quiet" size="lg" onClick={onCancel}>
            {m.ui_cancel()}
          </Button>
          <Button
            ref={confirm}
            variant="primary"
            size="lg"
            icon={iconOfCall(media)}
            loading={isGoingOn}
            loadingLabel={confirmingLabel}
            onClick={goOn}
          >
            {confirmLabel}
          </Button>
        </>
      }
    >
      {problem !== null && (
        <Banner tone="error" className="mb-4">
          {problem}
        </Banner>
      )}
      {media === "video" && <OwnPicture track={local?.camTrack ?? null} />}
      <DeviceFields media={media} local={local} peerName={peer.firstName} />
      {isDirect && (
        <p className="mt-4 text-sm text-fg-muted">{m.calls_direct({ name: peer.firstName })}</p>
      )}
    </Dialog>
  );
}

function OwnPicture({ track }: { track: MediaStreamTrack | null }) {
  const me = useMe();
  return (
    <div className="mb-4 aspect-video overflow-hidden rounded-lg bg-stage-surface text-stage-muted">
      {track ? (
        <TrackVideo track={track} mirrored label={m.calls_own_picture()} />
      ) : (
        <div className="grid size-full place-content-center justify-items-center gap-3">
          <Avatar name={me.name} avatarUrl={me.avatarUrl} size={72} />
          <p className="text-sm">{m.calls_camera_is_off()}</p>
        </div>
      )}
    </div>
  );
}
