/** Safari ends a composition before the key that ended it, and tells only by this. */
const composingKeyCode = 229;

/**
 * The key belongs to an input method, which uses Enter, Esc and the arrows itself while it composes a character. Whoever
 * listens to keys asks here first.
 */
export function isComposing(event: KeyboardEvent | { nativeEvent: KeyboardEvent }): boolean {
  const native = event instanceof KeyboardEvent ? event : event.nativeEvent;
  // oxlint-disable-next-line typescript/no-deprecated -- nothing else tells it in Safari
  return native.isComposing || native.keyCode === composingKeyCode;
}
