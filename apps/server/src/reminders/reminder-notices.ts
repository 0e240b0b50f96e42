import { reminderDocument } from '@confab/protocol';
import { doorOf } from '@confab/protocol/threads';
import type { Accounts } from '../accounts/index.ts';
import { readNotifySettings } from '../notifications/index.ts';
import { readDocument } from '../personal/index.ts';
import { cutText, lineOf, type NoticeSource } from '../push/index.ts';
import type { Storage } from '../storage/index.ts';
import { reminderPushJob } from './reminder-rules.ts';

export interface ReminderNoticeContext {
  storage: Pick<Storage, 'db'>;
  accounts: Pick<Accounts, 'users'>;
}

const noteBytesMax = 600;
const nameBytesMax = 200;

/** Reminders that are due, on the devices of their person. Whoever asked for one hears it in quiet times too. */
export function reminderNotices({ storage, accounts }: ReminderNoticeContext): NoticeSource {
  return {
    kind: reminderPushJob,
    async find(userId, key) {
      const document = await readDocument(storage.db, userId, key);
      const { data: reminder } = reminderDocument.value.safeParse(document?.value);
      if (reminder?.rangAt === undefined) return null;
      const { chatId, seq, note, rangAt: at } = reminder;
      const settings = await readNotifySettings(storage.db, [{ userId, logId: chatId }]);
      const { hideText, hideSender } = settings.person(userId).push ?? {};
      const message = await readMessage(storage, userId, { chatId, seq });
      const sender =
        message && !hideSender ? (await accounts.users([message.senderId])).get(message.senderId) : undefined;
      return {
        ringAt: Date.parse(at),
        payload: {
          type: 'reminder',
          tag: key,
          reminderId: key.slice(key.indexOf('/') + 1),
          chatId,
          seq,
          at,
          ...(note && !hideText && { note: cutText(note, noteBytesMax) }),
          ...(message && !hideText && lineOf(message)),
          ...(sender && { from: cutText(sender.displayName, nameBytesMax) }),
          ...(message?.chat && !hideSender && { chat: cutText(message.chat, nameBytesMax) }),
        },
      };
    },
  };
}

/** As its reader finds it now; undefined for who is not in its chat, and for what is not there any more. */
async function readMessage(
  { db }: Pick<Storage, 'db'>,
  userId: string,
  { chatId, seq }: { chatId: string; seq: number },
): Promise<{ senderId: string; content: string; parts: string | null; chat: string | null } | undefined> {
  return await db
    .selectFrom('messages')
    .innerJoin('chats as door', (join) => join.on('door.id', '=', doorOf(chatId)))
    .innerJoin('members as me', (join) => join.onRef('me.chat_id', '=', 'door.id').on('me.user_id', '=', userId))
    .select(['messages.sender_id as senderId', 'messages.content', 'messages.parts', 'door.name as chat'])
    .where('messages.chat_id', '=', chatId)
    .where('messages.seq', '=', seq)
    .where('messages.deleted_at', 'is', null)
    .executeTakeFirst();
}
