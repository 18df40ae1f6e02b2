type SpinnerProps = { size?: number };

/** Turns while something is on its way; what it waits for is said in words beside it. */
export function Spinner({ size = 15 }: SpinnerProps) {
  return (
    <span
      aria-hidden="true"
      className="inline-block flex-none animate-spin rounded-full border-2 border-current/35 border-t-current"
      style={{ width: size, height: size }}
    />
  );
}
