import type { MessagePageQuery } from '@confab/protocol';
import type { ChatAccess } from '../chats/index.ts';
import type { ChatLog } from '../storage/chat-log.ts';

/** The JSON text of a `MessagePage`: encoded beside the database and sent on as it is. */
export async function listMessages(
  { access, log }: { access: ChatAccess; log: ChatLog },
  { chatId, callerId }: { chatId: string; callerId: string },
  query: MessagePageQuery,
): Promise<string> {
  await access.requireMember(chatId, callerId);
  const page = await log.readPage(chatId, query);
  return `{"messages":${page.messagesJson},"hasMore":${page.hasMore}}`;
}
