/** Who acts on what belongs to Nora, or to her and Haruka. */
export const ROLES = ["nobody", "stranger", "friend", "blocked", "member"] as const;
export type Role = (typeof ROLES)[number];

/** What the rows act on. `request` is one that the member may answer or withdraw. */
export interface Targets {
  nora: string;
  conversation: string;
  message: string;
  /** A message of Nora's that rows may delete. */
  doomed: string;
  request: string;
  /** A call that the rows start from Nora to Haruka, and one between them that has ended. */
  call: string;
  endedCall: string;
  nothing: string;
}

export interface RouteRow {
  /** The statuses by role, in the order of `ROLES`. */
  statuses: [number, number, number, number, number];
  /** The path with its parameters filled in; without it the route as it stands. */
  path?: (targets: Targets) => string;
  body?: (targets: Targets) => unknown;
}

const PUBLIC_OK: RouteRow["statuses"] = [200, 200, 200, 200, 200];
const OWN_OK: RouteRow["statuses"] = [401, 200, 200, 200, 200];
const MEMBER_OK: RouteRow["statuses"] = [401, 404, 404, 404, 200];
const INVALID: RouteRow["statuses"] = [400, 400, 400, 400, 400];
const OWN_INVALID: RouteRow["statuses"] = [401, 400, 400, 400, 400];
const OWN_MISSING: RouteRow["statuses"] = [401, 404, 404, 404, 404];

function conversationPath(rest: string) {
  return (targets: Targets) => `/api/conversations/${targets.conversation}${rest}`;
}

function messagePath(targets: Targets): string {
  return `/api/conversations/${targets.conversation}/messages/${targets.message}`;
}

function doomedPath(targets: Targets): string {
  return `/api/conversations/${targets.conversation}/messages/${targets.doomed}`;
}

const nothing = { body: () => ({}) };

/** One row a route. A route without a row fails the test, and so does a row without a route. */
export const ROUTE_ROWS: Record<string, RouteRow> = {
  "GET /api/health": { statuses: PUBLIC_OK },
  "GET /api/ready": { statuses: PUBLIC_OK },
  "POST /api/auth/signup": { statuses: INVALID, ...nothing },
  "POST /api/auth/verify": { statuses: INVALID, ...nothing },
  "POST /api/auth/resend": { statuses: INVALID, ...nothing },
  "POST /api/auth/login": { statuses: INVALID, ...nothing },
  "POST /api/auth/forgot": { statuses: INVALID, ...nothing },
  "POST /api/auth/reset": { statuses: INVALID, ...nothing },
  "GET /api/auth/session": { statuses: OWN_OK },
  "POST /api/auth/password": { statuses: OWN_INVALID, ...nothing },
  "GET /api/auth/devices": { statuses: OWN_OK },
  "DELETE /api/auth/devices": { statuses: [401, 204, 204, 204, 204] },
  "DELETE /api/auth/devices/{id}": {
    statuses: OWN_MISSING,
    path: ({ nothing: id }) => `/api/auth/devices/${id}`,
  },
  "POST /api/auth/tokens": { statuses: OWN_INVALID, ...nothing },
  "GET /api/auth/tokens": { statuses: OWN_OK },
  "DELETE /api/auth/tokens/{id}": {
    statuses: OWN_MISSING,
    path: ({ nothing: id }) => `/api/auth/tokens/${id}`,
  },
  "GET /api/users/me": { statuses: OWN_OK },
  "PATCH /api/users/me": { statuses: OWN_OK, ...nothing },
  "GET /api/users": { statuses: OWN_OK, path: () => "/api/users?query=nora" },
  "GET /api/users/{id}": {
    statuses: [401, 200, 200, 404, 200],
    path: ({ nora }) => `/api/users/${nora}`,
  },
  "GET /api/friends": { statuses: OWN_OK },
  "GET /api/friends/requests": { statuses: OWN_OK },
  "POST /api/friends/requests": {
    statuses: [401, 201, 409, 404, 400],
    body: ({ nora }) => ({ userId: nora, message: "Shall we exchange languages?" }),
  },
  "POST /api/friends/requests/{id}/accept": {
    statuses: OWN_MISSING,
    path: ({ request }) => `/api/friends/requests/${request}/accept`,
  },
  "POST /api/friends/requests/{id}/refuse": {
    statuses: OWN_MISSING,
    path: ({ request }) => `/api/friends/requests/${request}/refuse`,
  },
  "GET /api/blocks": { statuses: OWN_OK },
  "POST /api/conversations": {
    statuses: [401, 404, 200, 404, 404],
    body: ({ nora }) => ({ userId: nora }),
  },
  "GET /api/conversations": { statuses: OWN_OK },
  "GET /api/conversations/{id}": { statuses: MEMBER_OK, path: conversationPath("") },
  "GET /api/conversations/{id}/messages": {
    statuses: MEMBER_OK,
    path: conversationPath("/messages"),
  },
  "POST /api/conversations/{id}/messages": {
    statuses: MEMBER_OK,
    path: conversationPath("/messages"),
    body: () => ({ messages: [{ id: crypto.randomUUID(), kind: "text", body: "Hello" }] }),
  },
  "PUT /api/conversations/{id}/receipt": {
    statuses: MEMBER_OK,
    path: conversationPath("/receipt"),
    body: () => ({ read: 1 }),
  },
  "PATCH /api/conversations/{id}/messages/{messageId}": {
    statuses: MEMBER_OK,
    path: messagePath,
    // What the socket made of it above: the same text succeeds again.
    body: () => ({ body: "Hello there", baseVer: 2 }),
  },
  "DELETE /api/conversations/{id}/messages/{messageId}": { statuses: MEMBER_OK, path: doomedPath },
  "POST /api/sync": {
    statuses: OWN_OK,
    body: () => ({ epoch: null, userVer: 0, conversations: [] }),
  },
  "GET /api/calls": { statuses: OWN_OK },
  "PUT /api/calls/seen": { statuses: [401, 204, 204, 204, 204] },
  "GET /api/ice": { statuses: MEMBER_OK, path: ({ call }) => `/api/ice?callId=${call}` },
  "DELETE /api/friends/requests/{id}": {
    statuses: [401, 404, 404, 404, 204],
    path: ({ request }) => `/api/friends/requests/${request}`,
  },
  "DELETE /api/friends/{userId}": {
    statuses: [401, 404, 204, 404, 404],
    path: ({ nora }) => `/api/friends/${nora}`,
  },
  "PUT /api/blocks/{userId}": {
    statuses: [401, 204, 204, 204, 400],
    path: ({ nora }) => `/api/blocks/${nora}`,
  },
  "DELETE /api/blocks/{userId}": {
    statuses: [401, 204, 204, 204, 204],
    path: ({ nora }) => `/api/blocks/${nora}`,
  },
  "POST /api/auth/logout": { statuses: [401, 204, 204, 204, 204] },
};

export interface CommandRow {
  /** What a role's socket is told: "ok" or a code; nobody has no socket. */
  answers: [string, string, string, string];
  payload: (targets: Targets) => unknown;
}

const MEMBERS_ONLY: CommandRow["answers"] = ["NOT_FOUND", "NOT_FOUND", "NOT_FOUND", "ok"];

const ofCall: CommandRow = {
  answers: MEMBERS_ONLY,
  payload: ({ call }) => ({ callId: call }),
};
const ofEndedCall: CommandRow = {
  answers: MEMBERS_ONLY,
  payload: ({ endedCall }) => ({ callId: endedCall }),
};

/** One row a command, for stranger, friend, blocked and member. */
export const COMMAND_ROWS: Record<string, CommandRow> = {
  "message:send": {
    answers: MEMBERS_ONLY,
    payload: ({ conversation }) => ({
      conversationId: conversation,
      messages: [{ id: crypto.randomUUID(), kind: "text", body: "Hello" }],
    }),
  },
  "message:edit": {
    answers: MEMBERS_ONLY,
    payload: ({ conversation, message }) => ({
      conversationId: conversation,
      id: message,
      body: "Hello there",
      baseVer: 2,
    }),
  },
  "message:delete": {
    answers: MEMBERS_ONLY,
    payload: ({ conversation, doomed }) => ({
      conversationId: conversation,
      id: doomed,
      for: "everyone",
    }),
  },
  "receipt:advance": {
    answers: MEMBERS_ONLY,
    payload: ({ conversation }) => ({ conversationId: conversation, read: 1 }),
  },
  "typing:start": {
    answers: MEMBERS_ONLY,
    payload: ({ conversation }) => ({ conversationId: conversation }),
  },
  "typing:stop": {
    // Stopping what never began is no news to anybody.
    answers: ["ok", "ok", "ok", "ok"],
    payload: ({ conversation }) => ({ conversationId: conversation }),
  },
  "presence:watch": {
    answers: ["ok", "ok", "ok", "ok"],
    payload: ({ nora }) => ({ userIds: [nora] }),
  },
  "call:initiate": {
    answers: MEMBERS_ONLY,
    payload: ({ conversation, call }) => ({
      callId: call,
      conversationId: conversation,
      media: "voice",
    }),
  },
  "call:accept": ofCall,
  "call:join": ofCall,
  "call:heartbeat": ofCall,
  "call:media": {
    answers: MEMBERS_ONLY,
    payload: ({ call }) => ({ callId: call, mic: true, cam: false, screen: false, hand: false }),
  },
  "call:signal": {
    answers: MEMBERS_ONLY,
    payload: ({ call, nothing: to }) => ({ callId: call, epoch: 1, to, seq: 1, askRestart: true }),
  },
  "call:signal-ack": {
    answers: MEMBERS_ONLY,
    payload: ({ call, nothing: from }) => ({ callId: call, epoch: 1, from, seq: 1 }),
  },
  "call:reject": ofEndedCall,
  "call:cancel": ofEndedCall,
  "call:leave": ofEndedCall,
  "call:end": ofEndedCall,
};
