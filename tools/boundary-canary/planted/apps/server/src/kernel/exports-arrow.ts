// rejected by style: arrow-at-top
export const arrow = (): string => "not a declaration";
