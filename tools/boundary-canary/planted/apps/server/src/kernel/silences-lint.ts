// rejected by style: lint-switched-off
// oxlint-disable-next-line no-console
export const quiet = "switched off in one place";
