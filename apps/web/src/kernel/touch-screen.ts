/** Whether fingers are all there is: a focused field covers half of the screen with a keyboard. */
export function isTouchScreen(): boolean {
  return matchMedia("(hover: none) and (pointer: coarse)").matches;
}
