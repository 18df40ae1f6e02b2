// rejected by knip: files
export const dead = "imported by nobody";
