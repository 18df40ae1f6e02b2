import type { BrowserContext, Page } from "@playwright/test";
import { ask } from "./people.ts";

const password = "exchange languages";

/** Signs one of the demo's people in over HTTP. */
export async function enterDemo(context: BrowserContext, url: string, key: string): Promise<Page> {
  await ask(context.request, {
    method: "POST",
    url: `${url}/api/auth/login`,
    data: { email: `${key}@parley.example`, password },
  });
  return context.newPage();
}
