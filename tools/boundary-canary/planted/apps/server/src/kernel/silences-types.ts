// rejected by oxlint: typescript(ban-ts-comment)
// @ts-expect-error: wrong on purpose
export const text: string = 1;
