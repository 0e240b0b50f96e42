import { chatList } from '../features/chat-list/index.ts';
import { activity } from '../features/activity/index.ts';
import { composer } from '../features/composer/index.ts';
import { conversation } from '../features/conversation/index.ts';
import { details } from '../features/details/index.ts';
import { drafts } from '../features/drafts/index.ts';
import { files } from '../features/files/index.tsx';
import { forwarding } from '../features/forwarding/index.ts';
import { groups } from '../features/groups/index.ts';
import { emoji } from '../features/emoji/index.ts';
import { jump } from '../features/jump/index.ts';
import { keys } from '../features/keys/index.ts';
import { newChat } from '../features/new-chat/index.ts';
import { notifications } from '../features/notifications/index.ts';
import { pins } from '../features/pins/index.tsx';
import { reactions } from '../features/reactions/index.ts';
import { reminders } from '../features/reminders/index.ts';
import { receipts } from '../features/receipts/index.tsx';
import { replies } from '../features/replies/index.ts';
import { saved } from '../features/saved/index.ts';
import { scheduled } from '../features/scheduled/index.ts';
import { silent } from '../features/silent/index.tsx';
import { switching } from '../features/switching/index.ts';
import { threads } from '../features/threads/index.ts';
import { theme } from '../features/theme/index.ts';
import { addSystemWords } from '../lib/system-words.ts';
import { createRegistry } from '../registry/registry.ts';
import type { WebFeature } from '../registry/web-feature.ts';

/** Everything behind the login that can be left out: a new feature is a line here, or in late-features.ts. */
export const features: readonly WebFeature[] = [
  chatList,
  activity,
  composer,
  conversation,
  details,
  drafts,
  files,
  forwarding,
  groups,
  emoji,
  jump,
  keys,
  newChat,
  notifications,
  pins,
  reactions,
  receipts,
  reminders,
  replies,
  saved,
  scheduled,
  silent,
  switching,
  theme,
  threads,
];

for (const { systemWords = {} } of features) addSystemWords(systemWords);

export const registry = createRegistry(features, async () => (await import('./late-features.ts')).lateRegistry);
