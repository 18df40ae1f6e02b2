export { PlaceAndTime } from "./PersonLine.tsx";
export { RelationButton } from "./RelationButton.tsx";
export { useRelation } from "./use-relation.ts";
export { RequestsPage } from "./RequestsPage.tsx";
export { PartingDialogs, type Parting } from "./PartingDialogs.tsx";
export { unblockPerson } from "./relationship-acts.ts";
