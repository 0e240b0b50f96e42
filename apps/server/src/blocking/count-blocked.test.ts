import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { rulesUrl } from '../rules.ts';
import { openSqliteStorage } from '../storage/sqlite/open-sqlite-storage.ts';
import { countBlocked } from './count-blocked.ts';

it('[D82] [A43] looks into as many chats as somebody likes to be in', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'confab-blocked-'));
  try {
    const storage = await openSqliteStorage({ folder, rules: rulesUrl });
    // More than the parameters of one statement.
    const chatIds = Array.from({ length: 40_000 }, (_, place) => `chat-${place}`);
    expect(await countBlocked(storage, { userId: 'ada', blockedIds: ['bob'], chatIds })).toEqual([]);
    await storage.close();
  } finally {
    rmSync(folder, { recursive: true });
  }
});
