import type { ChatAccess } from '../chats/index.ts';
import { ApiError } from '../http/api-error.ts';
import { parseMessageId } from '../storage/chat-log.ts';

/** The message that a path names, and who wants something of it. */
export interface MessageActor {
  chatId: string;
  messageId: string;
  callerId: string;
}

/** The door to a message: as rules want to be told which it is and who acts. Whether it is there they see themselves. */
export async function requirePlace(
  access: ChatAccess,
  { chatId, messageId, callerId }: MessageActor,
): Promise<{ chatId: string; seq: number; actorId: string }> {
  await access.requireMember(chatId, callerId);
  const place = parseMessageId(messageId);
  // An id of another chat is as unknown here as one that was never used.
  if (place?.chatId !== chatId) throw new ApiError('not-found', 'There is no such message in this chat.');
  return { chatId, seq: place.seq, actorId: callerId };
}
