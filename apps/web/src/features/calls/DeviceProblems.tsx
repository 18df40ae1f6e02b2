import type { DeviceProblem, LocalMedia } from "@parley/client/calls/views";
import { useClient } from "#kernel/client";
import { m } from "#messages";
import { Banner } from "#ui/Banner";
import { Button } from "#ui/Button";

type DeviceProblemsProps = { local: LocalMedia; peerName: string };

/** What stands in the way of microphone and camera, and how to go on. */
export function DeviceProblems({ local, peerName }: DeviceProblemsProps) {
  const { calls } = useClient();
  return (
    <>
      {local.micProblem && (
        <Problem
          text={describeMicProblem(local.micProblem, peerName)}
          onRetry={() => void calls.setMic(true)}
        />
      )}
      {local.camProblem && (
        <Problem
          text={describeCamProblem(local.camProblem)}
          onRetry={() => void calls.setCam(true)}
        />
      )}
    </>
  );
}

function Problem({ text, onRetry }: { text: string; onRetry: () => void }) {
  return (
    <Banner
      className="w-full"
      action={
        <Button size="sm" onClick={onRetry}>
          {m.calls_try_again()}
        </Button>
      }
    >
      {text}
    </Banner>
  );
}

function describeMicProblem(problem: DeviceProblem, name: string): string {
  switch (problem) {
    case "refused":
      return m.calls_mic_refused();
    case "absent":
      return m.calls_mic_absent({ name });
    case "taken":
      return m.calls_mic_taken();
  }
}

function describeCamProblem(problem: DeviceProblem): string {
  switch (problem) {
    case "refused":
      return m.calls_cam_refused();
    case "absent":
      return m.calls_cam_absent();
    case "taken":
      return m.calls_cam_taken();
  }
}
