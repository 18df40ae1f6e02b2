export const gamma = "imports nothing, although app.ts says otherwise";
