import type { ConfabClient } from '@confab/client';
import type { Message } from '@confab/protocol';
import type { Goal } from '../goals/index.ts';

/** In one go: more would be a round letter. */
export const forwardedToMax = 10;

/** The note first, then the messages in their order, to each of the chats. Those that are not there yet are made. */
export async function forwardMessages(
  client: ConfabClient,
  { messages, goals, note }: { messages: readonly Message[]; goals: readonly Goal[]; note: string },
): Promise<void> {
  // All of them before anything is sent: what can't be reached is said while nothing has happened.
  const chatIds = await Promise.all(goals.map((goal) => chatOf(client, goal)));
  for (const chatId of chatIds) {
    if (note.trim() !== '') client.send(chatId, note).delivered.catch(() => undefined);
    // What is refused stays in that chat, and says why.
    for (const message of messages) client.forward(message, chatId).delivered.catch(() => undefined);
  }
}

async function chatOf(client: ConfabClient, { chatId, userId }: Goal): Promise<string> {
  return chatId ?? (await client.createDirectChat(userId ?? '')).id;
}
