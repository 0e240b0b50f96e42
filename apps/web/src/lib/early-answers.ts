import type { Chat } from '@confab/protocol';
import { getChat } from '@confab/protocol/chats/paths';
import { addressOf } from '@confab/protocol/path';

declare global {
  interface Window {
    /** By path and query: what the script in the page asked for before the app was there (early/ask-ahead.ts). */
    confabEarly?: EarlyAnswers;
  }
}

export type EarlyAnswers = Map<string, Promise<Response>>;

/** What was asked for with the page is as fresh as the page: later it is asked for anew. */
const freshMs = 15_000;

/** `fetch`, but for an answer that is on its way already. Each is given once. */
export const fetchOrTakeEarly: typeof fetch = async (input, init) => {
  const early = init?.method === 'GET' && typeof input === 'string' ? take(input) : undefined;
  const answer = await early?.catch(() => undefined);
  return answer ?? (await fetch(input, init));
};

/** The chat of the address with the epoch that it is of, where it was asked for with the page and came. */
export async function takeEarlyChat(chatId: string): Promise<{ epoch: string; chat: Chat } | null> {
  try {
    const answer = await take(addressOf(getChat, { chat_id: chatId }));
    const epoch = answer?.headers.get('confab-epoch') ?? null;
    return answer?.ok && epoch !== null ? { epoch, chat: (await answer.json()) as Chat } : null;
  } catch {
    return null;
  }
}

function take(address: string): Promise<Response> | undefined {
  if (performance.now() > freshMs) return undefined;
  const answers = window.confabEarly;
  const { origin, pathname, search } = new URL(address, window.location.href);
  if (answers === undefined || origin !== window.location.origin) return undefined;
  const answer = answers.get(pathname + search);
  answers.delete(pathname + search);
  return answer;
}
