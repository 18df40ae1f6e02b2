export const alpha = "a face";
