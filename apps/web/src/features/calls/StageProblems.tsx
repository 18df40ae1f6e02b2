import type { LocalMedia } from "@parley/client/calls/views";
import { useState } from "react";
import { m } from "#messages";
import { DeviceProblems } from "./DeviceProblems.tsx";
import { StageButton } from "./StageButton.tsx";

type StageProblemsProps = { local: LocalMedia; peerName: string };

/** What one's devices lack, over the picture until it is taken away: the call goes on without. */
export function StageProblems({ local, peerName }: StageProblemsProps) {
  const [isDismissed, setIsDismissed] = useState(false);
  const isFine = local.micProblem === null && local.camProblem === null;
  if (isDismissed || isFine) return null;
  return (
    <div className="absolute inset-x-3 top-3 mx-auto grid max-w-120 justify-items-end gap-2">
      <DeviceProblems local={local} peerName={peerName} />
      <StageButton onClick={() => setIsDismissed(true)}>{m.ui_dismiss()}</StageButton>
    </div>
  );
}
