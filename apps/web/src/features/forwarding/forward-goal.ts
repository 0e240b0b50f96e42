import { catchKeys } from '../../lib/key-catcher.ts';

export const forwardGoal = 'forward';

/** What is typed before the dialog is there says to whom to forward, and is no message. */
export function catchForward(): void {
  catchKeys(forwardGoal);
}
