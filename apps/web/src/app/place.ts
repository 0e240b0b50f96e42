import { matchPath } from 'react-router';

/** What of the app an address shows. */
export type Place = {
  page: 'chats' | 'settings' | 'unknown';
  chatId: string | null;
  /** A message to scroll to and highlight. */
  seq: number | null;
  isDetailsOpen: boolean;
  isNewChatOpen: boolean;
};

const nowhere: Place = { page: 'chats', chatId: null, seq: null, isDetailsOpen: false, isNewChatOpen: false };

/** `state` is the history entry's: "/new" remembers there which chat it was opened over. */
export function placeAt(pathname: string, state: unknown): Place {
  if (matchPath('/', pathname)) return nowhere;
  if (matchPath('/settings', pathname)) return { ...nowhere, page: 'settings' };
  if (matchPath('/new', pathname)) return { ...nowhere, isNewChatOpen: true, chatId: chatBehind(state) };
  const details = matchPath('/chats/:chatId/details', pathname);
  if (details) return { ...nowhere, chatId: details.params.chatId ?? null, isDetailsOpen: true };
  const message = matchPath('/chats/:chatId/m/:seq', pathname);
  if (message) return { ...nowhere, chatId: message.params.chatId ?? null, seq: wholeNumber(message.params.seq) };
  const chat = matchPath('/chats/:chatId', pathname);
  if (chat) return { ...nowhere, chatId: chat.params.chatId ?? null };
  return { ...nowhere, page: 'unknown' };
}

export function chatPath(chatId: string): string {
  return `/chats/${encodeURIComponent(chatId)}`;
}

export function messagePath(chatId: string, seq: number): string {
  return `${chatPath(chatId)}/m/${seq}`;
}

export function detailsPath(chatId: string): string {
  return `${chatPath(chatId)}/details`;
}

function chatBehind(state: unknown): string | null {
  const over = typeof state === 'object' && state !== null && 'over' in state ? state.over : null;
  return typeof over === 'string' ? over : null;
}

function wholeNumber(text: string | undefined): number | null {
  const value = Number(text);
  return Number.isSafeInteger(value) && value > 0 ? value : null;
}
