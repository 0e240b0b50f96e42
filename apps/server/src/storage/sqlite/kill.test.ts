import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { sql } from 'kysely';
import { expect, test } from 'vitest';
import { rulesUrl } from '../../rules.ts';
import { createDirect, history, newId } from '../contract/fixtures.ts';
import { withNotes } from '../contract/notes-tables.ts';
import { openSqliteStorage } from './open-sqlite-storage.ts';

/** Opens the folder and sends for ever; prints each clientId once its send is acknowledged. */
const sender = `
  import { openSqliteStorage } from ${JSON.stringify(new URL('./open-sqlite-storage.ts', import.meta.url).href)};
  const [folder, chatId, senderId] = process.argv.slice(1);
  const { log } = await openSqliteStorage({ folder });
  for (let batch = 0; ; batch++) {
    const sends = Array.from({ length: 20 }, () => ({
      type: 'send', chatId, senderId, clientId: crypto.randomUUID(), content: 'hello', at: Date.now(),
    }));
    await log.commit(sends);
    process.stdout.write(sends.map(({ clientId }) => clientId + '\\n').join(''));
  }
`;

/** The same with a part that writes a row of its own, see contract/notes-rules.ts. */
const labeller = sender
  .replace('({ folder })', '({ folder, ...withNotes })')
  .replace('content:', 'parts: JSON.stringify({ label: `label ${batch}` }), content:')
  .concat(`import { withNotes } from ${JSON.stringify(new URL('../contract/notes-tables.ts', import.meta.url).href)};`);

test('[A31] [D2] a process killed in the middle of sending leaves its folder free and every acknowledged message in it', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'confab-kill-'));
  const acknowledged = new Set<string>();
  const first = await openSqliteStorage({ folder, rules: rulesUrl });
  const { chatId, ann } = await createDirect(first.log);
  await first.close();
  for (let round = 1; round <= 2; round++) {
    const child = spawn(process.execPath, ['--input-type=module', '-e', sender, folder, chatId, ann], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    await killAfter(child, 200 + round * 37, acknowledged);
    const storage = await openSqliteStorage({ folder });
    const messages = await history(storage.log, chatId);
    const stored = messages.map((message) => message.clientId);
    expect([...acknowledged].filter((clientId) => !stored.includes(clientId))).toEqual([]);
    expect(new Set(stored).size).toBe(stored.length);
    expect(messages.map((message) => message.seq)).toEqual(messages.map((_, index) => index + 1));
    expect(await storage.log.readHeads([chatId, newId()])).toEqual(
      new Map([[chatId, { seq: messages.length, rev: messages.length }]]),
    );
    await storage.close();
  }
  await rm(folder, { recursive: true });
});

test('[A31] [D5] a message and what its part brings along are there together, or neither', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'confab-kill-'));
  const first = await openSqliteStorage({ folder, ...withNotes });
  const { chatId, ann } = await createDirect(first.log);
  await first.close();
  for (let round = 1; round <= 2; round++) {
    const child = spawn(process.execPath, ['--input-type=module', '-e', labeller, folder, chatId, ann], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    await killAfter(child, 100 + round * 23, new Set());
    const storage = await openSqliteStorage({ folder, ...withNotes });
    const { rows } = await sql<{ messages: number; labels: number; both: number }>`
      select (select count(*) from messages) as messages, (select count(*) from notes) as labels,
        (select count(*) from messages join notes using (chat_id, seq)) as both`.execute(storage.db);
    const { messages = 0 } = rows[0] ?? {};
    expect(messages).toBeGreaterThan(100 * round);
    expect(rows).toEqual([{ messages, labels: messages, both: messages }]);
    await storage.close();
  }
  await rm(folder, { recursive: true });
});

test('[A31] what can be made again is as safe from a kill as everything else', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'confab-kill-'));
  await (await openSqliteStorage({ folder, ...withNotes })).close();
  const claimer = `
    import { openSqliteStorage } from ${JSON.stringify(new URL('./open-sqlite-storage.ts', import.meta.url).href)};
    import { withNotes } from ${JSON.stringify(new URL('../contract/notes-tables.ts', import.meta.url).href)};
    const { redoable } = await openSqliteStorage({ folder: process.argv[1], ...withNotes });
    for (let seq = 1; ; seq++) {
      await redoable.insertInto('notes').values({ chat_id: 'a', seq, author_id: 'b', note: '' }).execute();
      process.stdout.write(seq + '\\n');
    }
  `;
  const child = spawn(process.execPath, ['--input-type=module', '-e', claimer, folder], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const acknowledged = new Set<string>();
  await killAfter(child, 200, acknowledged);
  const storage = await openSqliteStorage({ folder, ...withNotes });
  const { rows } = await sql<{ seq: number }>`select seq from notes`.execute(storage.db);
  expect([...acknowledged].filter((seq) => !rows.some((row) => row.seq === Number(seq)))).toEqual([]);
  await storage.close();
  await rm(folder, { recursive: true });
});

/** Collects what the child acknowledges and kills it once there is so much. */
async function killAfter(child: ChildProcess, count: number, acknowledged: Set<string>): Promise<void> {
  if (!child.stdout) throw new Error('The child has no output.');
  const target = acknowledged.size + count;
  const exited = once(child, 'exit');
  for await (const line of createInterface({ input: child.stdout })) {
    acknowledged.add(line);
    if (acknowledged.size === target) child.kill('SIGKILL');
  }
  await exited;
}
