import { ConversationAnswer } from "@parley/protocol/conversations";
import { RequestAnswer } from "@parley/protocol/friends";
import { request } from "#kernel/api";

/** Asks somebody to talk, with a first line of 10 to 300 characters. */
export async function sendRequest(userId: string, message: string): Promise<void> {
  await request({
    method: "POST",
    path: "/api/friends/requests",
    body: { userId, message },
    answer: RequestAnswer,
  });
}

/** Accepts a request and answers with the conversation that this opened. */
export async function acceptRequest(id: string): Promise<string> {
  const { conversation } = await request({
    method: "POST",
    path: `/api/friends/requests/${id}/accept`,
    answer: ConversationAnswer,
  });
  return conversation.id;
}

export async function refuseRequest(id: string): Promise<void> {
  await request({ method: "POST", path: `/api/friends/requests/${id}/refuse` });
}

export async function cancelRequest(id: string): Promise<void> {
  await request({ method: "DELETE", path: `/api/friends/requests/${id}` });
}
