import { Device } from "@parley/protocol/accounts";
import { pageOf } from "@parley/protocol/common";
import { User, UserAnswer } from "@parley/protocol/profiles";
import { request, type AnswerParser } from "#kernel/api";

const Devices = pageOf(Device);
const Users = pageOf(User);

/** Where this person is signed in, this device among them. */
export function listDevices(signal: AbortSignal): Promise<Device[]> {
  return readAll("/api/auth/devices", Devices, signal);
}

export function endDevice(id: string): Promise<void> {
  return request({ method: "DELETE", path: `/api/auth/devices/${id}` });
}

export function endOtherDevices(): Promise<void> {
  return request({ method: "DELETE", path: "/api/auth/devices" });
}

export function listBlocked(signal: AbortSignal): Promise<User[]> {
  return readAll("/api/blocks", Users, signal);
}

export async function readPerson(id: string, signal: AbortSignal): Promise<User> {
  return (await request({ path: `/api/users/${id}`, answer: UserAnswer, signal })).user;
}

/** Replaces the password; the sessions of all other devices end. */
export function changePassword(body: { current: string; password: string }): Promise<void> {
  return request({ method: "POST", path: "/api/auth/password", body });
}

type Page<Item> = { items: Item[]; next: string | null };

async function readAll<Item>(
  path: `/api/${string}`,
  answer: AnswerParser<Page<Item>>,
  signal: AbortSignal,
): Promise<Item[]> {
  const items: Item[] = [];
  let cursor: string | null = null;
  do {
    const search: string = cursor === null ? "" : `&cursor=${encodeURIComponent(cursor)}`;
    const page: Page<Item> = await request({ path: `${path}?limit=100${search}`, answer, signal });
    items.push(...page.items);
    cursor = page.next;
  } while (cursor !== null);
  return items;
}
