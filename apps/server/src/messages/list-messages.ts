import type { MessagePageQuery } from '@confab/protocol';
import type { ChatAccess } from '../chats/index.ts';
import type { ChatLog, EncodedPage } from '../storage/chat-log.ts';

/** Encoded beside the database and sent on as it is. */
export async function listMessages(
  { access, log }: { access: ChatAccess; log: ChatLog },
  { chatId, callerId }: { chatId: string; callerId: string },
  query: MessagePageQuery,
): Promise<EncodedPage> {
  await access.requireMember(chatId, callerId);
  return await log.readPage(chatId, query);
}
