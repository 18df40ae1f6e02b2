export { CallBar } from "./CallBar.tsx";
export { CallButtons } from "./CallButtons.tsx";
export { CallHost } from "./CallHost.tsx";
export { CallsPage } from "./CallsPage.tsx";
