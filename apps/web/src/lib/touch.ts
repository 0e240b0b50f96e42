/** The main way to point here is a finger, and to write a keyboard on the screen. */
export function isTouchScreen(): boolean {
  return window.matchMedia('(pointer: coarse)').matches;
}
