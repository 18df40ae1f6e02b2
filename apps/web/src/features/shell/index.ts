export { MemberFrame } from "./MemberFrame.tsx";
export { MemberRoot } from "./MemberRoot.tsx";
export { NotFoundPage } from "./NotFoundPage.tsx";
