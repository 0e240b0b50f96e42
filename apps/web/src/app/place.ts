import { matchPath } from '../lib/router/index.ts';
import { chatIdAt } from '../lib/addresses.ts';
import type { Overlay } from '../registry/overlays.ts';
import type { Registry } from '../registry/registry.ts';
import type { OpenPanel, Page, Params } from '../registry/web-feature.ts';

/** What of the app an address shows, and what stands over it. */
export type Place = Shown & { overlay: Overlay | null };

type Shown =
  | { type: 'home' }
  | {
      type: 'chat';
      chatId: string;
      /** A message to scroll to and highlight. */
      messageSeq: number | null;
      panel: OpenPanel | null;
    }
  | { type: 'page'; page: Page; params: Params }
  | { type: 'unknown' };

type Addressed = Pick<Registry, 'pages' | 'panels' | 'overlays'>;

/** `state` is the history entry's: a dialog with an address remembers there which chat it was opened over. */
export function placeAt(pathname: string, state: unknown, registry: Addressed): Place {
  const overlay = registry.overlays.find(({ address }) => address && matchPath(address.path, pathname)) ?? null;
  if (overlay === null) return { ...shownAt(pathname, registry), overlay };
  const chatId = chatIdAt(pathname, state);
  return chatId === null ? { type: 'home', overlay } : { ...chatAt(chatId), overlay };
}

function shownAt(pathname: string, { pages, panels }: Addressed): Shown {
  if (matchPath('/', pathname)) return { type: 'home' };
  for (const page of pages) {
    const found = matchPath(page.path, pathname);
    if (found) return { type: 'page', page, params: found.params };
  }
  const chatId = chatIdAt(pathname, null);
  if (chatId === null) return { type: 'unknown' };
  if (matchPath('/chats/:chatId', pathname)) return chatAt(chatId);
  const message = matchPath('/chats/:chatId/m/:seq', pathname);
  if (message) return { ...chatAt(chatId), messageSeq: wholeNumber(message.params.seq) };
  for (const { type, path } of panels) {
    const found = matchPath(`/chats/:chatId/${path}`, pathname);
    if (found) return { ...chatAt(chatId), panel: { type, params: found.params } };
  }
  return { type: 'unknown' };
}

function chatAt(chatId: string): Extract<Shown, { type: 'chat' }> {
  return { type: 'chat', chatId, messageSeq: null, panel: null };
}

function wholeNumber(text: string | undefined): number | null {
  const value = Number(text);
  return Number.isSafeInteger(value) && value > 0 ? value : null;
}
