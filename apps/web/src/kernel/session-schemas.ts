export { MeAnswer, SessionAnswer } from "@parley/protocol/accounts";
export { Me } from "@parley/protocol/profiles";
