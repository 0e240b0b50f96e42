import {
  type ChatSettings,
  chatSettings,
  type ChatState,
  type ClientState,
  type ConfabClient,
  documentOf,
} from '@confab/client';
import { kindFeature } from '@confab/protocol/documents';
import { failureText } from '../../lib/failure-text.ts';
import { tell } from '../../lib/notices.ts';
import type { SidebarSettings } from './arrange.ts';

const none: SidebarSettings = {};

/** Whether the server keeps what one wants of a chat. */
export function keepsSettings({ features }: ClientState): boolean {
  return features.includes(kindFeature('chat')) && features.includes(kindFeature('sidebar'));
}

export function sidebarSettings(state: ClientState): SidebarSettings {
  return documentOf(state, 'sidebar', null) ?? none;
}

/** What is left undefined is taken out. */
export function changeChat(
  client: ConfabClient,
  chatId: string,
  changes: { [Key in keyof ChatSettings]: ChatSettings[Key] | undefined },
): void {
  put(() => client.putDocument('chat', chatId, without({ ...chatSettings(client.getState(), chatId), ...changes })));
}

export function changeSidebar(
  client: ConfabClient,
  changes: { [Key in keyof SidebarSettings]: SidebarSettings[Key] | undefined },
): void {
  put(() => client.putDocument('sidebar', null, without({ ...sidebarSettings(client.getState()), ...changes })));
}

/** Null where nothing is left to be kept. */
function without<Value extends object>(value: Value): Value | null {
  const kept = Object.entries(value).filter(([, one]) => one !== undefined);
  return kept.length === 0 ? null : (Object.fromEntries(kept) as Value);
}

function put(work: () => void): void {
  try {
    work();
  } catch (reason) {
    tell(failureText(reason));
  }
}

/** To come back to it: the last message counts as unread. */
export function markLastUnread(client: ConfabClient, { id, lastSeq }: Pick<ChatState, 'id' | 'lastSeq'>): void {
  put(() => client.markUnread(id, lastSeq));
}

/** The next morning that is not today's. */
export function tomorrowMorning(now: Date): string {
  return new Date(now.getFullYear(), now.getMonth(), now.getDate() + 1, 8).toISOString();
}
