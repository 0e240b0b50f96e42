import type { GroupSettings } from '@confab/protocol';
import { mayRenameGroup } from '@confab/protocol/permissions';
import { noteSlowMode } from '../order/order-rules.ts';
import { appendSystem, chatRule, lookAsMember, refuse, setChatParts } from '../storage/rule.ts';
import { listGroup, unlistGroup } from './public-group-rules.ts';

export interface GroupSetting {
  chatId: string;
  actorId: string;
  settings: GroupSettings;
  content: string;
  at: number;
}

/** What is as it was said before is no change, and nobody is told of it. */
export const changeSettingsRule = chatRule('change-group-settings', function* (wanted: GroupSetting) {
  const { chatId, actorId, settings, content, at } = wanted;
  const group = yield* lookAsMember(chatId, actorId);
  if (group.kind === 'direct') refuse('chat-is-direct', 'A direct chat has no settings. Start a group instead.');
  if (!mayRenameGroup(group.actorRole)) refuse('forbidden', 'Only owners and admins of this group may do that.');
  const changes = Object.entries(settings).filter(([key, value]) => (group.parts[key] ?? usual(key)) !== value);
  if (changes.length === 0) return;
  const chatParts: GroupSettings = Object.fromEntries(changes);
  yield* setChatParts(group, chatParts);
  if (chatParts.visibility === 'public') yield* listGroup(chatId, group.name ?? '');
  if (chatParts.visibility === 'private') yield* unlistGroup(chatId);
  if (chatParts.slowMode !== undefined) yield* noteSlowMode(chatId, chatParts.slowMode);
  yield* appendSystem({ chatId, senderId: actorId, event: { type: 'group-changed', chatParts }, content, at });
});

/** Of a group that never said. */
function usual(key: string): string | number {
  if (key === 'visibility') return 'private';
  if (key === 'exporting') return 'admins';
  if (key === 'slowMode') return 0;
  return key === 'topic' || key === 'description' ? '' : 'everyone';
}
