import { getMe } from '@confab/protocol/accounts/paths';
import { getChat } from '@confab/protocol/chats/paths';
import { listMessages } from '@confab/protocol/messages/paths';
import { addressOf } from '@confab/protocol/path';
import type { EarlyAnswers } from '../lib/early-answers.ts';

/** As many messages as the app asks for first: `limits.pageDefault` of the protocol. */
const pageSize = 50;

/** The answers to the three questions about a chat that an address names. */
export type AskedAhead = Record<'me' | 'chat' | 'messages', Promise<Response>>;

/**
 * Asks for what the app will ask for, while the app itself is still on its way: who this is, and the chat of the address.
 * Only in the page for those who show a session: visitors would be refused three times.
 */
export function askAhead(): AskedAhead | null {
  if (document.documentElement.dataset['session'] !== 'shown') return null;
  const answers: EarlyAnswers = new Map();
  window.confabEarly = answers;
  const ask = (path: string): Promise<Response> => {
    const answer = fetch(path, { headers: { accept: 'application/json' }, credentials: 'same-origin' });
    // Whoever takes it hears of it; nobody may.
    answer.catch(() => undefined);
    answers.set(path, answer);
    return answer;
  };
  const me = ask(addressOf(getMe, {}));
  const [, chatId, rest] = /^\/chats\/([\w-]+)\/?(.*)$/.exec(location.pathname) ?? [];
  if (chatId === undefined) return null;
  const params = { chat_id: chatId };
  const chat = ask(addressOf(getChat, params));
  const messages = ask(addressOf(listMessages, params, { limit: pageSize }));
  // A message of the address, or the details beside the chat, stand elsewhere on the screen.
  return rest === '' ? { me, chat, messages } : null;
}
