import { createClient } from '@confab/client';
import type { Chat, FileLimits, Hold, Message, Problem } from '@confab/protocol';
import { sql } from 'kysely';
import { afterAll, expect, test, vi } from 'vitest';
import { readZip } from '../../src/export/read-zip.contract.ts';
import { type Person, readHistory, registerAll, send, startGroup } from '../api.ts';
import { startServer } from '../start-server.ts';

const server = await startServer();
afterAll(() => server.close());
/** Whoever came first owns the place. */
const { owner } = await registerAll(server.url, 'owner');
const { db } = server.parts.storage;

const pathOf = ({ chatId, id }: Pick<Message, 'chatId' | 'id'>): string => `/api/chats/${chatId}/messages/${id}`;
const within = <Found>(look: () => Found | Promise<Found>) => vi.waitFor(look, 15_000);

async function statusOf(person: Person, path: string): Promise<number> {
  return (await person.api.call<Problem>('GET', path)).status;
}

/** As if it had been said 30 days ago. */
async function age({ chatId, seq }: Message): Promise<void> {
  const at = Date.now() - 30 * 24 * 3_600_000;
  await sql`update messages set created_at = ${at} where chat_id = ${chatId} and seq = ${seq}`.execute(db);
  await sql`update file_lists set at = ${at} where log_id = ${chatId} and seq = ${seq}`.execute(db);
  await sql`update message_edits set at = ${at} where chat_id = ${chatId} and seq = ${seq}`.execute(db);
}

const keep = (group: Chat, person: Person, days: object) =>
  person.api.must('PUT', `/api/chats/${group.id}/retention`, days);

async function chatsChoose(): Promise<void> {
  const retention = { messagesDays: null, filesDays: null, editsDays: null, chatsChoose: true, least: 2, most: 400 };
  await owner.api.must('PATCH', '/api/place', { retention });
}

async function bytesOf({ token }: Person): Promise<Buffer> {
  const answer = await fetch(`${server.url}/api/auth/me/export`, { headers: { authorization: `Bearer ${token}` } });
  expect(answer.status).toBe(200);
  return Buffer.from(await answer.arrayBuffer());
}

const freeAt = async (fileId: string): Promise<number[]> =>
  (await sql<{ free_at: number }>`select free_at from files where id = ${fileId}`.execute(db)).rows.map(
    (row) => row.free_at,
  );

test('what people delete while it is held is hidden, and kept until the hold is lifted', async () => {
  const { ada, bob } = await registerAll(server.url, 'ada', 'bob');
  const group = await startGroup(ada, [bob]);
  const fileId = await createClient({ baseUrl: server.url, token: bob.token }).uploadFile(new Blob(['evidence']));
  const filed = await bob.api.must<Message>('POST', `/api/chats/${group.id}/messages`, {
    content: 'look',
    files: [{ id: fileId }],
  });
  await owner.api.must('PUT', `/api/holds/person/${bob.user.id}`, { reason: 'case 12' });
  expect((await owner.api.must<{ holds: Hold[] }>('GET', '/api/holds')).holds).toMatchObject([
    { kind: 'person', id: bob.user.id, name: 'bob', by: { name: 'owner' }, reason: 'case 12' },
  ]);
  await bob.api.must('DELETE', pathOf(filed));
  // To everybody it is deleted, and whose it was is told of no hold by what of theirs is left.
  const { ownBytes } = await bob.api.must<FileLimits>('GET', '/api/file-limits');
  expect(ownBytes).toBe(0);
  const saved = readZip(await bytesOf(bob));
  expect(saved.get('files.jsonl')?.toString()).toBe('');
  expect(await readHistory(ada, group.id)).toContainEqual(expect.objectContaining({ seq: filed.seq, content: '' }));
  expect(await statusOf(ada, `/api/files/${fileId}`)).toBe(404);
  const kept = async (): Promise<string[]> =>
    (
      await sql<{
        content: string;
      }>`select content from held_messages where log_id = ${group.id} order by seq`.execute(db)
    ).rows.map(({ content }) => content);
  expect(await kept()).toEqual(['look']);
  expect(await freeAt(fileId)).toEqual([0]);
  await owner.api.must('DELETE', `/api/holds/person/${bob.user.id}`);
  await within(async () => expect([await kept(), await freeAt(fileId)]).toEqual([[], []]));
});

test('what is too old goes from everybody’s sight, held or not, and what is held is kept until the hold is lifted', async () => {
  const { ada, bob } = await registerAll(server.url, 'ada', 'bob');
  await chatsChoose();
  const group = await startGroup(ada, [bob]);
  const fileId = await createClient({ baseUrl: server.url, token: bob.token }).uploadFile(new Blob(['evidence']));
  const held = await bob.api.must<Message>('POST', `/api/chats/${group.id}/messages`, {
    content: 'as it was',
    files: [{ id: fileId }],
  });
  await bob.api.must('PATCH', pathOf(held), { content: 'as it is' });
  const own = await send(ada, group.id, 'not of bob');
  await owner.api.must('PUT', `/api/holds/person/${bob.user.id}`, { reason: 'case 13' });
  for (const message of [held, own]) await age(message);
  await keep(group, ada, { filesDays: 20, editsDays: 20 });
  await within(async () => expect(await statusOf(ada, `/api/files/${fileId}`)).toBe(404));
  expect(await ada.api.must('GET', `${pathOf(held)}/edits`)).toEqual({ versions: [] });
  expect(await freeAt(fileId)).toEqual([0]);
  await keep(group, ada, { messagesDays: 20 });
  const said = async (): Promise<string[]> =>
    (await readHistory(ada, group.id)).filter(({ kind }) => kind === 'text').map(({ content }) => content);
  await within(async () => expect(await said()).toEqual(['', '']));
  const kept = async (): Promise<unknown[]> =>
    (await sql`select content, versions from held_messages where log_id = ${group.id}`.execute(db)).rows;
  expect(await kept()).toEqual([{ content: 'as it is', versions: expect.stringContaining('as it was') as string }]);
  await owner.api.must('DELETE', `/api/holds/person/${bob.user.id}`);
  await within(async () => expect([await kept(), await freeAt(fileId)]).toEqual([[], []]));
});
