/** Whether the browser is going to ask for microphone or camera before it gives them; also where it does not say. */
export async function willBrowserAsk(): Promise<boolean> {
  const names: PermissionName[] = ["microphone", "camera"];
  try {
    const found = await Promise.all(names.map((name) => navigator.permissions.query({ name })));
    return found.some(({ state }) => state === "prompt");
  } catch {
    return true;
  }
}
