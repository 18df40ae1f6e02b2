import { expect, test } from "./fixtures.ts";
import { acceptCall, expectNews, pressControl, startCall } from "./harness/calls/call-flows.ts";
import { launchFirefox } from "./harness/calls/firefox.ts";
import { blue, expectBothWays, expectSilence, giveDevices, red } from "./harness/calls/media.ts";
import { openConversation } from "./harness/flows.ts";

/** Media need time on a machine with much to do. */
test.describe.configure({ timeout: 180_000 });

test("Firefox and Chromium call each other", async ({ place, friends }) => {
  const { nora, haruka, conversationId } = friends;
  await giveDevices(nora.context, red);
  await openConversation(nora.page, place.url, conversationId);
  const firefox = await launchFirefox(blue);
  try {
    const { page } = firefox;
    await firefox.enter(haruka.context);
    await page.goto(`${place.url}/chats/${conversationId}`);

    await test.step("Chromium calls, Firefox offers first", async () => {
      await startCall(nora.page, "Video");
      await firefox.accept();
      await expectNews(nora.page, /^Connected/);
      await expectBothWays([
        { page: nora.page, of: blue },
        { page, of: red },
      ]);
      await pressControl(nora.page, "Mute");
      await expectSilence(page);
      await pressControl(nora.page, "Leave");
      await firefox.press("Close");
    });

    await test.step("Firefox calls, Chromium offers first", async () => {
      await nora.page.getByRole("button", { name: "Close" }).click();
      await firefox.call();
      await acceptCall(nora.page);
      await expectBothWays([
        { page: nora.page, of: blue },
        { page, of: red },
      ]);
      await firefox.press("Leave");
      await expect(nora.page.getByRole("heading", { name: "The call has ended" })).toBeVisible();
    });
  } finally {
    await firefox.close();
  }
});
