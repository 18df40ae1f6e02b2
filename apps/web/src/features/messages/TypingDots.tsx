type TypingDotsProps = { size?: 5 | 6 };

/** Three dots in the ink around them; still ones where motion is not wanted. */
export function TypingDots({ size = 5 }: TypingDotsProps) {
  const dot = `rounded-full bg-ink-mark motion-safe:animate-typing ${size === 6 ? "size-1.5" : "size-[5px]"}`;
  return (
    <span aria-hidden="true" className="inline-flex flex-none items-center gap-[3.5px]">
      <span className={dot} />
      <span className={`${dot} opacity-70 [animation-delay:160ms]`} />
      <span className={`${dot} opacity-40 [animation-delay:320ms]`} />
    </span>
  );
}
