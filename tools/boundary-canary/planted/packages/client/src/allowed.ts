import { Name } from "@parley/protocol/allowed";

export const client = Name;
