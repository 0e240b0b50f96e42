import type { Message } from '@confab/protocol';
import { t } from '../../lib/words.ts';

/** In the place of what was deleted: by its sender, or by whoever looks after the place or the group. */
export function deletedText({ removed }: Pick<Message, 'removed'>): string {
  return removed === undefined ? t`Message deleted` : t`Removed by a moderator`;
}
