import type { ChatState, ClientState } from '@confab/client';
import { firstNameOf } from '../session/client.ts';

/** The second line of a chat in the list: who said what last, on one line. */
export function lastLine(chat: ChatState, users: ClientState['users'], myId: string): string {
  const waiting = chat.pending.at(-1);
  if (waiting) return `You: ${oneLine(waiting.content)}`;
  const message = chat.lastMessage;
  if (message === null) return 'No messages yet';
  if (message.kind === 'system') return message.content;
  const text = message.deletedAt === null ? oneLine(message.content) : 'Message deleted';
  if (message.senderId === myId) return `You: ${text}`;
  return chat.kind === 'direct' ? text : `${firstNameOf(users, message.senderId)}: ${text}`;
}

/** Long messages are cut: a row shows a few words, and layout need not measure 8,000 characters. */
function oneLine(content: string): string {
  return content
    .slice(0, 200)
    .replace(/```[\w+-]*/g, ' ')
    .replace(/\s+/g, ' ')
    .trim();
}
