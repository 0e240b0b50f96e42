import { editOperations, type MessageVersion, type PlaceRetention } from '@confab/protocol';
import { doorOf } from '@confab/protocol/threads';
import type { ChatAccess } from '../chats/index.ts';
import type { Feature } from '../feature.ts';
import { ApiError, implement } from '../http/index.ts';
import { requirePlace } from '../messages/index.ts';
import type { PersonTurns } from '../realtime/person-turns.ts';
import type { Storage } from '../storage/storage.ts';
import { versionsMax } from './edit-rules.ts';
import { versionsShownSince } from './shown-since.ts';

export { versionsMax, versionsShownSince };

export interface EditContext {
  storage: Storage;
  access: ChatAccess;
  histories: PersonTurns;
  place: { settings(): { retention: PlaceRetention } };
  clock: { wallNow: () => number };
}

type Place = { chatId: string; seq: number };

/** What a message said before it was edited, for whoever reads it. */
export function edits(context: EditContext): Feature {
  const { storage, access, histories } = context;
  return {
    name: 'edits',
    offers: ['edits'],
    routes: [
      implement(editOperations.listVersions, ({ caller: { userId }, params }) =>
        histories.run(userId, async () => {
          const names = { chatId: params.chat_id, messageId: params.message_id, callerId: userId };
          const place = await requirePlace(access, names);
          await requireText(storage, place);
          return { versions: await versionsOf(storage, place, await shownSince(context, place)) };
        }),
      ),
    ],
  };
}

/** Nodes of the version before delete messages and leave what they said. */
async function requireText({ db }: Storage, { chatId, seq }: Place): Promise<void> {
  const found = await db
    .selectFrom('messages')
    .select('deleted_at')
    .where('chat_id', '=', chatId)
    .where('seq', '=', seq)
    .executeTakeFirst();
  if (!found) throw new ApiError('not-found', 'There is no such message in this chat.');
  if (found.deleted_at !== null) throw new ApiError('message-deleted', 'The message was deleted.');
}

async function shownSince({ storage, place, clock }: EditContext, { chatId }: Place): Promise<number> {
  const chat = storage.db.selectFrom('chats').select('parts').where('id', '=', doorOf(chatId));
  const { parts } = await chat.executeTakeFirstOrThrow();
  return versionsShownSince(place.settings().retention, parts, clock.wallNow());
}

/** The newest: where there are more, a hold keeps them, which is told to nobody. */
async function versionsOf({ db }: Storage, { chatId, seq }: Place, since: number): Promise<MessageVersion[]> {
  const rows = await db
    .$extendTables<{ message_edits: { chat_id: string; seq: number; rev: number; at: number; content: string } }>()
    .selectFrom('message_edits')
    .select(['content', 'at'])
    .where('chat_id', '=', chatId)
    .where('seq', '=', seq)
    .where('at', '>=', since)
    .orderBy('rev', 'desc')
    .limit(versionsMax)
    .execute();
  return rows.toReversed().map(({ content, at }) => ({ content, at: new Date(at).toISOString() }));
}
