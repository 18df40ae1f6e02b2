// rejected by knip: exports
export const alive = "imported by start.ts";
export const halfDead = "imported by nobody";
