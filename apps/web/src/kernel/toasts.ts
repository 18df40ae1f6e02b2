import { create } from "zustand";

export type ToastTone = "neutral" | "success" | "notice" | "error";

export type Toast = {
  id: number;
  tone: ToastTone;
  text: string;
  title?: string;
  person?: { name: string; avatarUrl: string | null };
  action?: { label: string; run: () => void };
};

const LIFETIME_MS = 6000;
const MOST_AT_ONCE = 4;

const useStore = create<{ toasts: Toast[] }>(() => ({ toasts: [] }));
let lastId = 0;

/** Shows a toast and answers its id. An error stays until it is dismissed, the others leave after six seconds. */
export function showToast(toast: Omit<Toast, "id" | "tone"> & { tone?: ToastTone }): number {
  lastId += 1;
  const id = lastId;
  const shown: Toast = { tone: "neutral", ...toast, id };
  useStore.setState(({ toasts }) => ({ toasts: [...toasts, shown].slice(-MOST_AT_ONCE) }));
  if (shown.tone !== "error") setTimeout(() => dismissToast(id), LIFETIME_MS);
  return id;
}

/** Takes a toast away; one that is gone already is no error. */
export function dismissToast(id: number): void {
  useStore.setState(({ toasts }) => ({ toasts: toasts.filter((toast) => toast.id !== id) }));
}

/** The toasts that are shown now, oldest first. */
export function useToasts(): Toast[] {
  return useStore((state) => state.toasts);
}
