import { messagePath } from '../../lib/addresses.ts';
import type { NotifiedPlace } from '../../lib/notified.ts';
import { navigate } from '../../lib/router/index.ts';

export function openPlace({ chatId, seq }: Pick<NotifiedPlace, 'chatId' | 'seq'>): void {
  navigate(messagePath(chatId, seq));
}
