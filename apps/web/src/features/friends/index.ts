export { PlaceAndTime } from "./PersonLine.tsx";
export { RelationButton } from "./RelationButton.tsx";
export { RequestsPage } from "./RequestsPage.tsx";
