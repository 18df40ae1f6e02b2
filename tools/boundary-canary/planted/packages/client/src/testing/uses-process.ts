export const isAllowedInTests = process.platform;
