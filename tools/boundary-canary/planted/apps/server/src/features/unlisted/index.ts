export const unlisted = "in no composition root";
