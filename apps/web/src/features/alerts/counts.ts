import type { ClientState } from '@confab/client';
import { countWaiting } from '../../session/count-waiting.ts';
import { showOnIcon } from './icon-badge.ts';

let chats: ClientState['chats'] | null = null;
let documents: ClientState['documents'] | null = null;
let onApp: number | null = null;

/** On the icon of this tab and, by one of the pages, on that of the installed app: as in the title. */
export function showCounts(state: ClientState, isSpeaker: boolean): void {
  const isSame = chats === state.chats && documents === state.documents;
  if (!state.chatsLoaded || (isSame && (onApp !== null || !isSpeaker))) return;
  ({ chats, documents } = state);
  const waiting = countWaiting(state);
  show(waiting);
  if (isSpeaker) showOnApp(waiting.total);
}

export function clearCounts(): void {
  chats = null;
  show({ total: 0, mentioning: 0 });
  showOnApp(0);
  onApp = null;
}

function show(waiting: { total: number; mentioning: number }): void {
  // Without it the title says it.
  showOnIcon(waiting).catch(() => undefined);
}

function showOnApp(count: number): void {
  if (count === onApp || !('setAppBadge' in navigator)) return;
  onApp = count;
  // Only an installed app has one.
  (count > 0 ? navigator.setAppBadge(count) : navigator.clearAppBadge()).catch(() => undefined);
}
