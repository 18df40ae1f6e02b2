import type { LimitRule } from "#kernel/limits";
import { networkOf } from "#kernel/limits";

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** A school shares one address. */
export function signUpLimit(ip: string): LimitRule {
  return { key: `signup:ip:${networkOf(ip)}`, limit: 30, windowMs: HOUR };
}

/** Nobody's letter box is filled by strangers who sign up with it. */
export function signUpAddressLimit(email: string): LimitRule {
  return { key: `signup:address:${email}`, limit: 10, windowMs: HOUR };
}

export function logInLimit(ip: string): LimitRule {
  return { key: `login:ip:${networkOf(ip)}`, limit: 100, windowMs: 15 * MINUTE };
}

/** Counts wrong passwords: a right one gives its attempt back. */
export function passwordLimit(email: string): LimitRule {
  return { key: `password:address:${email}`, limit: 10, windowMs: 15 * MINUTE };
}

export function resendGapLimit(challengeId: string): LimitRule {
  return { key: `resend:gap:${challengeId}`, limit: 1, windowMs: 45_000 };
}

export function resendLimit(challengeId: string): LimitRule {
  return { key: `resend:${challengeId}`, limit: 5, windowMs: HOUR };
}

export function forgotLimit(ip: string): LimitRule {
  return { key: `forgot:ip:${networkOf(ip)}`, limit: 30, windowMs: HOUR };
}

export function resetLimit(email: string): LimitRule {
  return { key: `reset:address:${email}`, limit: 5, windowMs: DAY };
}

export function tokenLimit(userId: string): LimitRule {
  return { key: `token:user:${userId}`, limit: 30, windowMs: HOUR };
}
