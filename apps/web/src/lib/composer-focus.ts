import { isThreadId } from '@confab/protocol/threads';
import { catchingField } from './key-catcher.ts';

export const composerId = 'composer';

/** A thread beside its chat has a field of its own. */
export function composerIdOf(chatId: string): string {
  return isThreadId(chatId) ? `${composerId}-beside` : composerId;
}

/** Where typing goes. Not on a touch screen, where that would raise the keyboard. */
export function composerToType(): HTMLElement | null {
  if (!window.matchMedia('(pointer: fine)').matches) return null;
  // The composer that is in the page while another chat opens is still that of the chat before.
  return catchingField() ?? document.getElementById(composerId);
}

/** After a dialog that led to a chat one types there. */
export function composerOrBack(): HTMLElement | boolean {
  return composerToType() ?? true;
}
