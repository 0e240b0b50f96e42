export const composerId = 'composer';

/** Where typing goes. Not on a touch screen, where that would raise the keyboard. */
export function composerToType(): HTMLElement | null {
  return window.matchMedia('(pointer: fine)').matches ? document.getElementById(composerId) : null;
}

/** After a dialog that led to a chat one types there. */
export function composerOrBack(): HTMLElement | boolean {
  return composerToType() ?? true;
}
