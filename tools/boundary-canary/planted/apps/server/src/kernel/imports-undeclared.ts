// rejected by composition: package-undeclared
// rejected by knip: unlisted
import leftPad from "left-pad";

export const padded = leftPad("1", 2);
