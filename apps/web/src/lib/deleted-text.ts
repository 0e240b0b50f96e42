import type { Message } from '@confab/protocol';
import { t } from './words.ts';

/** In the place of what was deleted: by its sender, by whoever looks after the place or the group, or because its time was over. */
export function deletedText({ removed, expired }: Pick<Message, 'removed' | 'expired'>): string {
  if (expired) return t`Deleted after its time`;
  return removed === undefined ? t`Message deleted` : t`Removed by a moderator`;
}
