/** The part of an RTCPeerConnection that is used. */
export type Peer = Pick<
  RTCPeerConnection,
  | "addIceCandidate"
  | "addTransceiver"
  | "close"
  | "connectionState"
  | "getConfiguration"
  | "getStats"
  | "getTransceivers"
  | "localDescription"
  | "onconnectionstatechange"
  | "onicecandidate"
  | "restartIce"
  | "setConfiguration"
  | "setLocalDescription"
  | "setRemoteDescription"
  | "signalingState"
>;

/** What a browser offers for calls. */
export interface MediaPlatform {
  createPeer(configuration: RTCConfiguration): Peer;
  /** Rejects with a `DOMException` whose name says why. */
  getUserMedia(constraints: MediaStreamConstraints): Promise<MediaStream>;
  enumerateDevices(): Promise<MediaDeviceInfo[]>;
  /** Devices came or went. */
  onDeviceChange(listener: () => void): void;
  /** The page goes, perhaps for good. */
  onLeave(listener: () => void): void;
}
