import { createAvailability } from "#kernel/availability";
import { AppError } from "#kernel/errors";
import type { Http } from "#kernel/http";
import { buildHttp } from "#kernel/http/server";
import type { HttpParts } from "#kernel/http/server";
import { createLog } from "#kernel/log";

/** The HTTP edge as it is, with a guard that believes the bearer's id. */
export async function buildTestHttp(
  options: Partial<Pick<HttpParts, "limitWrites" | "origin" | "webApp">> & { publicUrl?: URL } = {},
): Promise<Http> {
  const { publicUrl = null, ...given } = options;
  const availability = createAvailability();
  availability.set(true);
  return buildHttp({
    config: { publicUrl, trustProxy: [] },
    log: createLog("error"),
    guard: {
      admit: async ({ authorization }) => {
        if (!authorization) throw new AppError("UNAUTHENTICATED");
        const userId = authorization.replace("Bearer ", "");
        return {
          identity: { userId, role: "user", sessionId: userId, scopes: null },
          setCookie: null,
          endsAt: null,
        };
      },
      isRevoked: () => false,
      onEnded: () => {},
    },
    origin: { isOurHost: () => true, isTrusted: () => true },
    availability,
    limitWrites: () => {},
    webApp: null,
    version: "test",
    ...given,
  });
}
