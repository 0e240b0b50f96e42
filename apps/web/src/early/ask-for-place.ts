import { addressOf } from '@confab/protocol/path';
import { getPlace } from '@confab/protocol/place/paths';
import type { EarlyAnswers } from '../lib/early-answers.ts';

/** What the pages for logging in and registering say of the place: asked for while they are on their way, so that nobody waits for it. */
export function askForPlace(): void {
  const path = addressOf(getPlace, {});
  const answer = fetch(path, { headers: { accept: 'application/json' }, credentials: 'same-origin' });
  // Whoever takes it hears of it; nobody may.
  answer.catch(() => undefined);
  const answers: EarlyAnswers = new Map([[path, answer]]);
  window.confabEarly = answers;
}
