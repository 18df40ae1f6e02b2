export { ChatsPage } from "./ChatsPage.tsx";
