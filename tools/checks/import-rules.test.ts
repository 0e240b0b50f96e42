import { describe, expect, test } from 'vitest';
import { findForbiddenImports } from './import-rules.mjs';

const server = 'apps/server/src';
const web = 'apps/web/src';

describe('an import across a boundary is refused with what to do instead', () => {
  test.each([
    ['packages/protocol/src/a.ts', "import { b } from '@confab/client';", 'protocol imports nothing'],
    ['packages/text/src/a.ts', "import { b } from '@confab/protocol';", 'knows nothing else of ours'],
    ['packages/client/src/a.ts', "import { b } from '../../../apps/web/src/b.ts';", 'client imports only protocol'],
    ['packages/client/src/a.ts', "import { readFile } from 'node:fs';", 'Node and in browsers'],
    ['packages/client/src/index.ts', "export * from './file-outbox-storage.ts';", 'Node and in browsers'],
    ['apps/web/src/app/a.tsx', "import { b } from '@confab/server';", 'web imports only'],
    [`${web}/ui/a.tsx`, "import { b } from '../features/pins/index.ts';", 'design system'],
    [`${web}/ui/a.tsx`, "import { useClient } from '../session/client.ts';", 'design system'],
    [`${web}/lib/a.ts`, "import type { Registry } from '../registry/registry.ts';", 'lib/ knows neither'],
    [`${web}/features/pins/a.ts`, "import { placeAt } from '../../app/place.ts';", 'does not know app/'],
    [`${web}/features/pins/a.ts`, "const b = await import('../../app/features.ts');", 'does not know app/'],
    [`${web}/features/pins/a.ts`, "import { b } from '../details/DetailsPanel.tsx';", 'through its index.ts'],
    [`${web}/features/pins/index.ts`, "export { b } from '../details/b.ts';", 'through its index.ts'],
    [`${web}/app/a.tsx`, "import { b } from '../features/details/DetailsPanel.tsx';", 'through its index.ts'],
    [`${web}/registry/a.ts`, "import { pins } from '../features/pins/index.ts';", 'stand on and know none'],
    [`${web}/session/a.ts`, "import { placeAt } from '../app/place.ts';", 'stand on and know none'],
    [`${server}/chats/a.ts`, "import { b } from '@confab/client';", 'server imports only protocol'],
    [`${server}/chats/a.ts`, "import { b } from '../../../../tools/b.ts';", 'does not depend on its tools'],
    [`${server}/realtime/a.ts`, "import type { B } from '../accounts/index.ts';", 'know no feature'],
    [`${server}/sockets/a.ts`, "import { b } from '../a-feature-of-tomorrow/index.ts';", 'know no feature'],
    [`${server}/sockets/a.ts`, "import { listFeatures } from '../features.ts';", 'know no feature'],
    [`${server}/chats/a.ts`, "import { b } from '../messages/message-store.ts';", 'through its index.ts'],
    [`${server}/chats/a.ts`, "export * from '../messages/message-store.ts';", 'through its index.ts'],
    [`${server}/chats/a.ts`, "const b = await import('../messages/message-store.ts');", 'through its index.ts'],
    [`${server}/chats/a.ts`, "import {\n  b,\n  c,\n} from '../messages/message-store.ts';", 'through its index.ts'],
    [
      `${server}/chats/a.ts`,
      "import { b } from '../storage/sqlite/open.ts';",
      'Only start-as-configured.ts and the commands of cli',
    ],
    [`${server}/chats/chat-rules.ts`, "import { b } from './chat-store.ts';", 'A rule is pure'],
    [`${server}/chats/chat-rules.ts`, "import { readFile } from 'node:fs';", 'A rule is pure'],
    [`${server}/rules.ts`, "import { b } from './chats/index.ts';", 'list of *-rules.ts files'],
    [`${server}/storage/a.ts`, "import { DatabaseSync } from 'node:sqlite';", 'only in apps/server/src/storage/sqlite'],
    [`${server}/storage/a.ts`, "import pg from 'pg';", 'only in apps/server/src/storage/postgres'],
    [`${server}/http/a.ts`, "import { b } from 'better-auth/plugins';", 'only in apps/server/src/accounts'],
  ])('%s: %s', (file, text, instead) => {
    expect(findForbiddenImports(file, text).join('\n')).toContain(instead);
  });
});

describe('an import that keeps to the boundaries is let through', () => {
  test.each([
    ['packages/client/src/a.ts', "import type { Message } from '@confab/protocol';"],
    ['packages/client/src/node.ts', "export * from './file-outbox-storage.ts';"],
    ['packages/client/src/file-outbox-storage.ts', "import { join } from 'node:path';"],
    [`${web}/features/pins/a.tsx`, "import { connect } from '@confab/client';"],
    [`${web}/features/pins/a.tsx`, "import { b } from './b.ts';"],
    [`${web}/features/pins/index.ts`, "import { lazy } from './PinnedSection.tsx';"],
    [`${web}/features/pins/a.tsx`, "import { handOverToChat } from '../switching/index.ts';"],
    [`${web}/features/pins/a.tsx`, "import { useRegistry } from '../../registry/registry.ts';"],
    [`${web}/app/features.ts`, "import { pins } from '../features/pins/index.ts';"],
    [`${web}/early/preview/a.tsx`, "import { b } from '../../features/conversation/MessageFrame.tsx';"],
    [`${server}/chats/a.ts`, "import { b } from '../messages/index.ts';"],
    [`${server}/chats/a.ts`, "import { b } from './chat-store.ts';"],
    [`${server}/chats/a.ts`, "import type { Storage } from '../storage/storage.ts';"],
    [`${server}/sockets/a.ts`, "import { Hub } from '../realtime/hub.ts';"],
    [`${server}/a-feature-of-tomorrow/index.ts`, "import type { Feature } from '../feature.ts';"],
    [`${server}/chats/chat-rules.ts`, "import { refuse } from '../storage/rule.ts';"],
    [`${server}/mentions/mention-rules.ts`, "import { findMentions } from '@confab/text';"],
    [`${server}/pins/pin-rules.ts`, "import { b } from '../messages/message-rules.ts';"],
    [`${server}/rules.ts`, "import { messageRules } from './messages/message-rules.ts';"],
    [`${server}/start-as-configured.ts`, "import { openSqliteStorage } from './storage/sqlite/index.ts';"],
    [`${server}/storage/sqlite/a.ts`, "import { DatabaseSync } from 'node:sqlite';"],
    ['apps/server/tests/a.test.ts', "import { connect } from '@confab/client';"],
    ['tools/seed/a.ts', "import { openSqliteStorage } from '../../apps/server/src/storage/sqlite/index.ts';"],
    [`${server}/chats/a.ts`, "import { importantThing } from './b.ts';"],
  ])('%s: %s', (file, text) => {
    expect(findForbiddenImports(file, text)).toEqual([]);
  });
});
