export const composerId = 'composer';

/** After a dialog that led to a chat one types there. Not on a touch screen, where that would raise the keyboard. */
export function composerOrBack(): HTMLElement | boolean {
  const composer = window.matchMedia('(pointer: fine)').matches ? document.getElementById(composerId) : null;
  return composer ?? true;
}
