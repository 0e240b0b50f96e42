import { matchPath } from './router/index.ts';

/** Where things are on this page. What an address shows is read by app/place.ts, from what the features registered. */
export function chatPath(chatId: string): string {
  return `/chats/${encodeURIComponent(chatId)}`;
}

export { placePath as messagePath } from './place-path.ts';

/** The thread of a message, beside its chat. */
export function threadPath(chatId: string, rootSeq: number): string {
  return panelPath(chatId, `threads/${rootSeq}`);
}

/** `panel` is the path that its feature registered it under, filled in. */
export function panelPath(chatId: string, panel: string): string {
  return `${chatPath(chatId)}/${panel}`;
}

/** The chat that an address shows, alone or behind a dialog. `state` is the history entry's. */
export function chatIdAt(pathname: string, state: unknown): string | null {
  return matchPath('/chats/:chatId/*', pathname)?.params.chatId ?? chatBehind(state);
}

/** The entry of a dialog that has an address remembers which chat it was opened over. */
export function overChat(chatId: string | null): { over: string | null } {
  return { over: chatId };
}

function chatBehind(state: unknown): string | null {
  const over = typeof state === 'object' && state !== null && 'over' in state ? state.over : null;
  return typeof over === 'string' ? over : null;
}
