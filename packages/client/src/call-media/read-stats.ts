/** What a connection has brought so far. */
export interface Intake {
  /** RTP packets of all slots. */
  packets: number;
  /** Frames of the camera that were decoded. */
  frames: number;
  /** Answers of the other side to the checks of the path. */
  checks: number;
}

interface Stat {
  type: string;
  kind?: string;
  packetsReceived?: number;
  framesDecoded?: number;
  responsesReceived?: number;
  requestsReceived?: number;
}

/** Reads the statistics of a connection. */
export function readIntake(report: RTCStatsReport): Intake {
  const intake: Intake = { packets: 0, frames: 0, checks: 0 };
  report.forEach((stat: Stat) => {
    if (stat.type === "inbound-rtp") {
      intake.packets += stat.packetsReceived ?? 0;
      if (stat.kind === "video") intake.frames += stat.framesDecoded ?? 0;
    }
    if (stat.type === "candidate-pair") {
      intake.checks += (stat.responsesReceived ?? 0) + (stat.requestsReceived ?? 0);
    }
  });
  return intake;
}
