import { plural, t } from './words.ts';

/** What is known of a message that is told of by the system; what its person wants hidden is left out. */
export type NotifiedMessage = {
  kind: 'direct' | 'group';
  isThread: boolean;
  /** The name of a group. */
  chat?: string | undefined;
  from?: string | undefined;
  /** As plain text: it is shown as it is. */
  text?: string | undefined;
  /** Of this chat, that wait and are worth being told of. */
  count: number;
};

/** The page and the worker say the same: one may replace what the other has shown. */
export function notificationWords(message: NotifiedMessage): { title: string; body: string } {
  return { title: titleOf(message), body: bodyOf(message) };
}

type NotifiedReminder = Omit<NotifiedMessage, 'count'> & { note?: string | undefined };

export function reminderWords({ note, text, ...message }: NotifiedReminder): { title: string; body: string } {
  return {
    title: message.from === undefined ? t`Reminder` : t`Reminder: ${titleOf(message)}`,
    body: note || text || t`You asked to be reminded of a message.`,
  };
}

function titleOf({ kind, isThread, chat, from }: Omit<NotifiedMessage, 'count'>): string {
  if (from === undefined) return 'Confab';
  if (kind === 'direct' || chat === undefined) return isThread ? t`${from} in a thread` : from;
  return isThread ? t`${from} in a thread in ${chat}` : t`${from} in ${chat}`;
}

function bodyOf({ text, count }: NotifiedMessage): string {
  if (text !== undefined && text !== '') {
    return count > 1 ? t`${text} (${plural(count - 1, { one: 'and # more', other: 'and # more' })})` : text;
  }
  return t`${plural(count, { one: 'New message', other: '# new messages' })}`;
}
