/** What a connection has brought so far. */
export interface Intake {
  /** RTP packets of all slots. */
  packets: number;
  /** Frames of the camera that were decoded. */
  frames: number;
  /** Answers of the other side to the checks of the path. */
  checks: number;
}

/** How the path of a connection is. */
export interface PathState {
  /** Null while nothing has measured it. */
  roundTripMs: number | null;
  /** RTP packets that came and that did not, so far. */
  received: number;
  lost: number;
  /** The share of ours that did not reach the other side lately, 0 to 1. */
  lossThere: number;
}

interface Stat {
  type: string;
  id: string;
  kind?: string;
  selectedCandidatePairId?: string;
  /** In browsers whose transports name no pair. */
  selected?: boolean;
  currentRoundTripTime?: number;
  roundTripTime?: number;
  packetsLost?: number;
  fractionLost?: number;
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

/** Reads how the path is that media take now. */
export function readPath(report: RTCStatsReport): PathState {
  const stats: Stat[] = [];
  report.forEach((stat: Stat) => stats.push(stat));
  const ofType = (type: string) => stats.filter((stat) => stat.type === type);
  const inbound = ofType("inbound-rtp");
  const reports = ofType("remote-inbound-rtp");
  const pairId = stats.find((stat) => stat.selectedCandidatePairId)?.selectedCandidatePairId;
  const pair = stats.find(({ id, selected }) => id === pairId || selected === true);
  // Not every browser measures the pair; the reports of the other side tell the same a little later.
  const seconds = pair?.currentRoundTripTime ?? reports.find(hasRoundTrip)?.roundTripTime;
  return {
    roundTripMs: seconds === undefined ? null : seconds * 1000,
    received: sum(inbound, ({ packetsReceived }) => packetsReceived),
    lost: sum(inbound, ({ packetsLost }) => packetsLost),
    lossThere: Math.max(0, ...reports.map(({ fractionLost = 0 }) => fractionLost)),
  };
}

function hasRoundTrip({ roundTripTime }: Stat): boolean {
  return roundTripTime !== undefined;
}

function sum(stats: readonly Stat[], read: (stat: Stat) => number | undefined): number {
  return stats.reduce((total, stat) => total + (read(stat) ?? 0), 0);
}
