// rejected by composition: feature-absent
// rejected by composition: feature-unlisted
// rejected by composition: use-undeclared
// rejected by composition: use-out-of-order
// rejected by composition: use-unreal
export const FEATURES = [
  { name: "alpha", uses: [] },
  { name: "beta", uses: ["alpha"] },
  { name: "gamma", uses: ["beta"] },
  { name: "absent", uses: [] },
];
