// rejected by composition: use-undeclared
// rejected by composition: use-out-of-order
export const FEATURES = [{ name: "alpha", uses: [] }];
