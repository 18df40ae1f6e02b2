import type { Device, Session, Token } from "@parley/protocol/accounts";
import type { Me } from "@parley/protocol/profiles";
import type { Executor } from "#kernel/database";
import { AppError } from "#kernel/errors";
import type { AccountsDeps } from "./deps.ts";
import type { DeviceRow } from "./session-store.ts";
import { findAccount } from "./store.ts";
import type { ListedTokenRow } from "./token-store.ts";

export async function presentMe(
  { presentMe: presentProfile }: Pick<AccountsDeps, "presentMe">,
  executor: Executor,
  userId: string,
): Promise<Me> {
  const [profile, account] = await Promise.all([
    presentProfile(executor, userId),
    findAccount(executor, userId),
  ]);
  if (!account) throw new AppError("UNAUTHENTICATED");
  return { ...profile, email: account.email, role: account.role };
}

export function presentSession(
  id: string,
  times: { created_at: Date; expires_at: Date | null },
): Session {
  return {
    id,
    createdAt: times.created_at.toISOString(),
    expiresAt: times.expires_at?.toISOString() ?? null,
  };
}

export function presentDevice(row: DeviceRow, currentSessionId: string): Device {
  return {
    id: row.id,
    name: row.device_name,
    createdAt: row.created_at.toISOString(),
    lastUsedAt: row.last_used_at.toISOString(),
    current: row.id === currentSessionId,
  };
}

export function presentToken(row: ListedTokenRow): Token {
  return {
    id: row.id,
    name: row.name,
    scopes: row.scopes,
    createdAt: row.created_at.toISOString(),
    lastUsedAt: row.last_used_at?.toISOString() ?? null,
    expiresAt: row.expires_at?.toISOString() ?? null,
  };
}
