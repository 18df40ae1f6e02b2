/** All sockets of a person. */
export function userRoom(userId: string): string {
  return `user:${userId}`;
}

/** All sockets of a device, named as in `Connection.device`. */
export function deviceRoom(device: string): string {
  return `device:${device}`;
}
