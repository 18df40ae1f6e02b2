export { CallLife } from "./CallLife.tsx";
export { CallList } from "./CallList.tsx";
export { CallStage } from "./CallStage.tsx";
export { IncomingCall } from "./IncomingCall.tsx";
export { ReturnBar } from "./ReturnBar.tsx";
export { StartPreview } from "./StartPreview.tsx";
