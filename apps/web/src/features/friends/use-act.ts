import { useState } from "react";
import { describeProblem } from "#kernel/problem-text";
import { showToast } from "#kernel/toasts";

/** Runs one act at a time and tells what went wrong. `running` names the act that is under way. */
export function useAct<Name extends string>() {
  const [running, setRunning] = useState<Name | null>(null);

  async function run(name: Name, act: () => Promise<void>): Promise<void> {
    if (running !== null) return;
    setRunning(name);
    try {
      await act();
    } catch (error) {
      showToast({ tone: "error", text: describeProblem(error) });
    } finally {
      setRunning(null);
    }
  }

  return { running, run };
}
