import * as z from "zod/mini";
import type { Availability } from "./availability.ts";
import { busy } from "./errors.ts";
import type { Http } from "./http.ts";

const Alive = z.object({ status: z.literal("ok") });

/** `GET /api/health` says that the process lives, `GET /api/ready` that it can serve. */
export function addProbes(http: Http, availability: Availability): void {
  const schema = { response: { 200: Alive }, tags: ["Operating"] };
  http.get("/api/health", { schema, config: { access: "public" } }, async () => ({
    status: "ok" as const,
  }));
  http.get("/api/ready", { schema, config: { access: "public" } }, async () => {
    if (!availability.isReady()) throw busy();
    return { status: "ok" as const };
  });
}
