export const main = "the one component file in lower case";
