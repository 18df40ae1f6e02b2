export { DeliveryTick } from "./DeliveryTick.tsx";
export { NewMessageNotices } from "./NewMessageNotices.tsx";
export { Thread } from "./Thread.tsx";
export { TypingDots } from "./TypingDots.tsx";
