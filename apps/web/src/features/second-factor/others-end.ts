import { t } from '../../lib/words.ts';

/** Of the first second factor. */
export function othersEnd(): string {
  return t`You’ll be logged out on your other devices.`;
}
