import type { MessagePageQuery } from '@confab/protocol';
import type { ChatAccess } from '../chats/index.ts';
import type { PersonTurns } from '../realtime/person-turns.ts';
import type { StoredJson } from '../http/index.ts';
import type { PageMemory } from './page-memory.ts';

export interface HistoryContext {
  access: ChatAccess;
  pages: PageMemory;
  histories: PersonTurns;
}

/** What needs no look at the database, and so no turn among what one person reads. Null: see `listMessages`. */
export function recallMessages(
  { access, pages }: HistoryContext,
  { chatId, callerId }: { chatId: string; callerId: string },
  query: MessagePageQuery,
): StoredJson | null {
  return access.isKnownMember(chatId, callerId) ? pages.recall(chatId, query) : null;
}

/**
 * From memory, or encoded beside the database and sent on as it is. A few pages at a time for each person: the readers take what is asked for
 * in its order, and hundreds that one person asks for at once would stand before everybody (A43).
 */
export async function listMessages(
  { access, pages, histories }: HistoryContext,
  { chatId, callerId }: { chatId: string; callerId: string },
  query: MessagePageQuery,
): Promise<StoredJson> {
  return await histories.run(callerId, async () => {
    await access.requireMember(chatId, callerId);
    return await pages.read(chatId, query);
  });
}
