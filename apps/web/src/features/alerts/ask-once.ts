import { offer } from '../../lib/notices.ts';
import { t } from '../../lib/words.ts';
import { readPermission, rememberAsked, turnOn, wasAsked } from './preferences.ts';

const shownMs = 60_000;

/** Once, after messages came that nobody saw. Whoever lets it go by finds it in the settings. */
export function askOnce(userId: string): void {
  if (readPermission() !== 'default' || wasAsked(userId)) return;
  rememberAsked(userId);
  offer(
    t`You got messages while you were away. Get notified next time?`,
    { label: t`Turn on`, run: () => void turnOn(userId) },
    shownMs,
  );
}
