import { account } from '../features/account/late.ts';
import { admin } from '../features/admin/late.ts';
import { alerts } from '../features/alerts/late.ts';
import { blocking } from '../features/blocking/late.ts';
import { chatList } from '../features/chat-list/late.ts';
import { composer } from '../features/composer/late.ts';
import { conversation } from '../features/conversation/late.ts';
import { edits } from '../features/edits/late.ts';
import { emoji } from '../features/emoji/late.ts';
import { files } from '../features/files/late.ts';
import { forwarding } from '../features/forwarding/late.ts';
import { groups } from '../features/groups/late.ts';
import { jump } from '../features/jump/late.ts';
import { keys } from '../features/keys/late.ts';
import { moderation } from '../features/moderation/late.ts';
import { invitations } from '../features/invitations/late.ts';
import { offline } from '../features/offline/late.ts';
import { notifications } from '../features/notifications/late.ts';
import { person } from '../features/person/late.ts';
import { pins } from '../features/pins/late.ts';
import { place } from '../features/place/late.ts';
import { privacy } from '../features/privacy/late.ts';
import { reactions } from '../features/reactions/late.ts';
import { reminders } from '../features/reminders/late.ts';
import { receipts } from '../features/receipts/late.ts';
import { records } from '../features/records/late.ts';
import { replies } from '../features/replies/late.ts';
import { saved } from '../features/saved/late.ts';
import { search } from '../features/search/late.ts';
import { secondFactor } from '../features/second-factor/late.ts';
import { selecting } from '../features/selecting/late.ts';
import { settings } from '../features/settings/late.ts';
import { theme } from '../features/theme/late.ts';
import { threads } from '../features/threads/late.ts';
import { unread } from '../features/unread/late.ts';
import '../lib/error-words.ts';
import { addErrorWords } from '../lib/failure-text.ts';
import { addSystemWords } from '../lib/system-words.ts';
import { createLateRegistry } from '../registry/late-registry.ts';
import type { LateFeature } from '../registry/web-feature.ts';

/** What features bring along for those who point, press a key or write. */
export const lateFeatures: readonly LateFeature[] = [
  account,
  admin,
  alerts,
  blocking,
  chatList,
  composer,
  conversation,
  edits,
  emoji,
  files,
  forwarding,
  groups,
  invitations,
  jump,
  keys,
  moderation,
  notifications,
  offline,
  person,
  pins,
  place,
  privacy,
  reactions,
  receipts,
  records,
  reminders,
  replies,
  saved,
  search,
  secondFactor,
  selecting,
  settings,
  theme,
  threads,
  unread,
];

for (const { errorWords = {}, systemWords = {} } of lateFeatures) {
  addErrorWords(errorWords);
  addSystemWords(systemWords);
}

export const lateRegistry = createLateRegistry(lateFeatures);
