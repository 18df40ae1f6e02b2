import { useRef, useState } from "react";

type Submit = {
  pending: boolean;
  error: unknown;
  /** Runs the act unless it runs already. */
  submit: () => void;
};

/** One act of a form: whether it runs, and why it last failed. */
export function useSubmit(act: () => Promise<void>): Submit {
  const [state, setState] = useState<{ pending: boolean; error: unknown }>({
    pending: false,
    error: null,
  });
  const running = useRef(false);

  async function run() {
    if (running.current) return;
    running.current = true;
    setState((previous) => ({ ...previous, pending: true }));
    try {
      await act();
      setState({ pending: false, error: null });
    } catch (error) {
      setState({ pending: false, error });
    } finally {
      running.current = false;
    }
  }

  return { ...state, submit: () => void run() };
}
