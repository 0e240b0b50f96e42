import type { GroupSettings } from '@confab/protocol';
import { submit } from '../log/submit.ts';
import type { ChatActor } from './change-members.ts';
import type { ChatContext } from './chat-context.ts';
import { changeSettingsRule } from './group-settings-rules.ts';

export async function changeGroupSettings(
  context: ChatContext,
  { chatId, callerId }: ChatActor,
  settings: GroupSettings,
): Promise<void> {
  const { access, accounts, writer, stampNow } = context;
  await access.requireMember(chatId, callerId);
  context.order.requireSayable([settings.topic ?? '', settings.description ?? ''], chatId);
  const actor = (await accounts.users([callerId])).get(callerId)?.displayName ?? 'Somebody';
  const content = `${actor} ${settingsText(settings)}`;
  const setting = { chatId, actorId: callerId, settings, content, at: stampNow() };
  await submit(writer, changeSettingsRule.command(setting));
  // It holds here from the answer on, and on other nodes within a second.
  if (settings.slowMode !== undefined) await context.order.read();
}

/** In English, for whoever does not know the event; as the page says it, which learns its own words a moment later. */
function settingsText(settings: GroupSettings): string {
  const keys = Object.keys(settings);
  if (keys.length > 1) return 'changed the group settings';
  const { posting, adding, mentioning, exporting, visibility, topic, slowMode } = settings;
  const allowed = (left: 'everyone' | 'admins'): string =>
    `allowed ${left === 'everyone' ? 'members' : 'only owners and admins'} to`;
  if (posting) return `${allowed(posting)} write`;
  if (adding) return `${allowed(adding)} add people`;
  if (mentioning) return `${allowed(mentioning)} mention everyone`;
  if (exporting) return 'changed who can export the group';
  if (visibility) return `made the group ${visibility}`;
  if (slowMode !== undefined)
    return slowMode === 0 ? 'ended slow mode' : `lets members write every ${slowMode} seconds`;
  if (topic !== undefined) return topic === '' ? 'removed the topic' : `set the topic “${topic}”`;
  return 'changed the description';
}
