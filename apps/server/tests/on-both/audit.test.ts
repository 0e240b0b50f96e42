import type { AuditPage, AuditVerdict, Chat, Message, Problem, Report, RetentionAnswer } from '@confab/protocol';
import { createClient } from '@confab/client';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { noteWith } from '../../src/audit/index.ts';
import { pruneAuditRule } from '../../src/audit/audit-rules.ts';
import { readZip } from '../../src/export/read-zip.contract.ts';
import { expireMessagesRule } from '../../src/retention/retention-rules.ts';
import { passwordOf, type Person, readHistory, registerAll, send, startDirect, startGroup } from '../api.ts';
import { chooseAfterImport } from '../choose-after-import.ts';
import { connectLive } from '../sockets.ts';
import { startServer } from '../start-server.ts';

const server = await startServer();
afterAll(() => server.close());

/** Whoever came first owns the place. */
let owner: Person;
let people: Record<'ada' | 'bob' | 'eve', Person>;
beforeAll(async () => {
  ({ owner } = await registerAll(server.url, 'owner'));
  people = await registerAll(server.url, 'ada', 'bob', 'eve');
});

const { db } = server.parts.storage;
const dayMs = 24 * 3_600_000;
const pathOf = ({ chatId, id }: Pick<Message, 'chatId' | 'id'>): string => `/api/chats/${chatId}/messages/${id}`;
const within = <Found>(look: () => Found | Promise<Found>) => vi.waitFor(look, 15_000);

async function refusalOf(person: Person, method: string, path: string, body?: unknown): Promise<[number, string]> {
  const answer = await person.api.call<Problem>(method, path, body);
  return [answer.status, answer.body.code];
}

const auditOf = (query = ''): Promise<AuditPage> => owner.api.must('GET', `/api/audit${query}`);
const actionsOf = async (query = ''): Promise<string[]> => (await auditOf(query)).entries.map(({ action }) => action);

async function bytesOf(person: Person, path: string): Promise<Buffer> {
  const answer = await fetch(`${server.url}${path}`, { headers: { authorization: `Bearer ${person.token}` } });
  expect([path, answer.status]).toEqual([path, 200]);
  return Buffer.from(await answer.arrayBuffer());
}

/** As if it had been said that long ago. */
async function age({ chatId, seq }: Message, days: number): Promise<void> {
  const at = Date.now() - days * dayMs;
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

test('[A9] nobody below an admin reads the audit log, sets holds or exports the place', async () => {
  const { ada } = people;
  const attempts = [
    ['GET', '/api/audit'],
    ['GET', '/api/audit/export'],
    ['GET', '/api/audit/verify'],
    ['GET', '/api/holds'],
    ['PUT', `/api/holds/person/${ada.user.id}`, { reason: 'x' }],
    ['DELETE', `/api/holds/person/${ada.user.id}`],
    ['GET', '/api/export'],
  ] as const;
  for (const [method, path, body] of attempts) {
    expect([path, ...(await refusalOf(ada, method, path, body))]).toEqual([path, 403, 'forbidden']);
  }
});

describe('the audit log', () => {
  test('says who did what to whom from where, in one chain that is proven', async () => {
    const { ada } = people;
    await owner.api.must('PUT', `/api/holds/person/${ada.user.id}`, { reason: 'a lawsuit' });
    await owner.api.must('DELETE', `/api/holds/person/${ada.user.id}`);
    const page = await auditOf(`?target=${ada.user.id}&action=hold`);
    expect(page.entries).toMatchObject([
      { action: 'hold.lifted', target: { kind: 'person', id: ada.user.id } },
      {
        action: 'hold.set',
        actor: { kind: 'person', userId: owner.user.id, address: expect.stringMatching(/127\.0\.0\.1|::/) as string },
        details: { reason: 'a lawsuit' },
      },
    ]);
    expect(page.names).toMatchObject({ [ada.user.id]: 'ada', [owner.user.id]: 'owner' });
    expect(await actionsOf(`?actor=${owner.user.id}&action=hold.set&to=2020-01-01T00:00:00.000Z`)).toEqual([]);
    const first = await auditOf('?limit=1');
    const next = await auditOf(`?limit=1&before=${first.nextBefore}`);
    expect(next.entries[0]?.seq).toBe((first.entries[0]?.seq ?? 0) - 1);
    const lines = (await bytesOf(owner, '/api/audit/export?action=hold')).toString().trimEnd().split('\n');
    expect(lines.map((line) => (JSON.parse(line) as { action: string }).action)).toEqual(['hold.set', 'hold.lifted']);
    const verdict = await owner.api.must<AuditVerdict>('GET', '/api/audit/verify');
    expect(verdict).toMatchObject({ isSound: true, broken: null });
    expect(verdict.head?.seq).toBe(verdict.entries);
  });

  test('says whose messages, reports and invitations its entries are about, and where, as far as that is known', async () => {
    const { ada, bob } = people;
    const group = await startGroup(ada, [bob], 'Field');
    const message = await send(ada, group.id, 'nonsense');
    await bob.api.must('POST', `${pathOf(message)}/reports`, { reason: 'insult', words: '' });
    const { reports } = await owner.api.must<{ reports: Report[] }>('GET', '/api/moderation/reports');
    const reported = reports.find(({ userId }) => userId === ada.user.id);
    await owner.api.must('POST', `/api/moderation/reports/${reported?.id}/decision`, {});
    const { invitation } = await owner.api.must<{ invitation: { id: string } }>('POST', '/api/invitations', {});
    // As one that a moderator removed is noted, and one of a chat that is gone.
    for (const id of [message.id, 'no-chat.1']) {
      const deed = { action: 'message.deleted-by-moderator', target: { kind: 'message', id } } as const;
      await noteWith(db, deed, { by: { userId: owner.user.id }, at: Date.now() });
    }
    const direct = await startDirect(ada, bob);
    await noteWith(
      db,
      { action: 'hold.set', target: { kind: 'chat', id: direct.id } },
      { by: { userId: owner.user.id }, at: Date.now() },
    );
    const { things, names } = await auditOf();
    expect(things).toMatchObject({
      [message.id]: { userId: ada.user.id, chatId: group.id },
      'no-chat.1': { userId: null, chatId: 'no-chat' },
      [reported?.id ?? '']: { userId: ada.user.id, chatId: group.id },
      [invitation.id]: { userId: owner.user.id, chatId: null },
    });
    expect(names).toMatchObject({ [ada.user.id]: 'ada', [group.id]: 'Field', [owner.user.id]: 'owner' });
    // A chat of two has no name but theirs.
    expect(names[direct.id]).toBe('ada & bob');
    const lines = (await bytesOf(owner, `/api/audit/export?target=${direct.id}`)).toString().trimEnd().split('\n');
    expect(lines.map((line) => (JSON.parse(line) as AuditPage).names)).toEqual([
      { [owner.user.id]: 'owner', [direct.id]: 'ada & bob' },
    ]);
  });

  test('notes who came in, who did not, and what the place was set to', async () => {
    const { user } = people.eve;
    const logIn = (password: string) =>
      server.fetch<{ token: string }>('POST', '/api/auth/login', { username: user.username, password });
    expect((await logIn('not her password')).status).toBe(401);
    expect((await logIn(passwordOf('eve'))).status).toBe(200);
    await within(async () =>
      expect((await actionsOf(`?target=${user.id}`)).toSorted()).toEqual([
        'account.log-in-failed',
        'account.logged-in',
        'account.registered',
      ]),
    );
    const { entries } = await auditOf(`?target=${user.id}&action=account.log-in-failed`);
    expect(entries).toMatchObject([{ actor: { kind: 'stranger', userId: null } }]);
    await owner.api.must('PATCH', '/api/place', { name: 'Library' });
    expect((await auditOf('?action=place')).entries).toMatchObject([{ details: { name: 'Library' } }]);
  });

  test('[A12] is only added to: the database itself refuses to change or to cut it', async () => {
    await auditOf();
    await expect(sql`update audit_log set action = 'x'`.execute(db)).rejects.toThrow('only added to');
    await expect(sql`delete from audit_log`.execute(db)).rejects.toThrow('only added to');
    const pruning = { before: Date.now() + dayMs, at: Date.now(), max: 2 };
    const outcomes = await server.parts.storage.log.commit([pruneAuditRule.command(pruning)]);
    expect(outcomes).toMatchObject([{ status: 'done', result: 2 }]);
    expect((await actionsOf())[0]).toBe('audit.pruned');
    expect(await owner.api.must('GET', '/api/audit/verify')).toMatchObject({ isSound: true });
    await expect(sql`delete from audit_anchors`.execute(db)).rejects.toThrow('only added to');
    // Where the list would show it, and nobody begins to read.
    const { rows } = await sql<object>`select * from audit_log order by seq desc limit 1`.execute(db);
    const columns = Object.keys(rows[0] ?? {}).filter((name) => name !== 'seq');
    const others = sql.join(columns.map((name) => sql.ref(name)));
    await sql`insert into audit_log (seq, ${others}) select -1, ${others} from audit_log order by seq desc limit 1`.execute(
      db,
    );
    expect(await owner.api.must('GET', '/api/audit/verify')).toMatchObject({ isSound: false, broken: { seq: 3 } });
    await sql`delete from audit_log where seq = -1`.execute(db);
    expect(await owner.api.must('GET', '/api/audit/verify')).toMatchObject({ isSound: true });
  });

  test('[A9] an admin does not make the place forget sooner what admins did: an owner may', async () => {
    const { admin } = await registerAll(server.url, 'admin');
    const change = { type: 'set-role', role: 'admin' };
    await owner.api.must('POST', '/api/admin/people/changes', { userIds: [admin.user.id], change });
    const say = (person: Person, auditDays: number | null) => refusalOf(person, 'PATCH', '/api/place', { auditDays });
    expect(await say(admin, 7)).toEqual([403, 'forbidden']);
    expect(await say(admin, 400)).toEqual([200, undefined]);
    expect(await say(admin, null)).toEqual([200, undefined]);
    expect(await say(admin, 36_500)).toEqual([403, 'forbidden']);
    expect(await say(owner, 365)).toEqual([200, undefined]);
  });
});

describe('what is too old', () => {
  test('[D20] an outsider neither sees nor says for how long a chat is kept, a member only sees it', async () => {
    const { ada, bob, eve } = people;
    await chatsChoose();
    const group = await startGroup(ada, [bob]);
    const path = `/api/chats/${group.id}/retention`;
    expect(await refusalOf(eve, 'GET', path)).toEqual([404, 'not-found']);
    expect(await refusalOf(eve, 'PUT', path, { messagesDays: 10 })).toEqual([404, 'not-found']);
    expect(await refusalOf(bob, 'PUT', path, { messagesDays: 10 })).toEqual([403, 'forbidden']);
    expect(await refusalOf(ada, 'PUT', path, { messagesDays: 1 })).toEqual([400, 'invalid-request']);
    expect(await refusalOf(ada, 'PUT', path, { messagesDays: null })).toEqual([400, 'invalid-request']);
    await keep(group, ada, { messagesDays: 10 });
    expect(await bob.api.must<RetentionAnswer>('GET', path)).toMatchObject({
      kept: { messagesDays: 10, filesDays: null, editsDays: null },
      mayChoose: false,
    });
    const direct = await startDirect(ada, bob);
    expect(await refusalOf(ada, 'PUT', `/api/chats/${direct.id}/retention`, { messagesDays: 10 })).toEqual([
      409,
      'chat-is-direct',
    ]);
    expect(await actionsOf(`?target=${group.id}`)).toEqual(['retention.changed']);
  });

  test('[D4] goes for good, with files, edits and mentions, and a live client and one that comes back see the same', async () => {
    const { ada, bob } = people;
    await chatsChoose();
    const group = await startGroup(ada, [bob]);
    const old = await send(ada, group.id, `a secret for @${bob.user.username}`);
    await ada.api.must('PATCH', pathOf(old), { content: `a secret for @${bob.user.username}, told again` });
    const fileId = await createClient({ baseUrl: server.url, token: ada.token }).uploadFile(new Blob(['the plan']));
    const filed = await ada.api.must<Message>('POST', `/api/chats/${group.id}/messages`, {
      content: 'the plan',
      files: [{ id: fileId }],
    });
    const young = await send(bob, group.id, 'young');
    await age(old, 30);
    await age(filed, 5);
    await using live = await connectLive(server.url, bob);
    const { rev } = await bob.api.must<Chat>('GET', `/api/chats/${group.id}`);
    await keep(group, ada, { messagesDays: 20, filesDays: 3 });
    await within(async () => {
      const history = await readHistory(bob, group.id);
      expect(history.find(({ seq }) => seq === old.seq)).toMatchObject({ content: '', expired: 'message' });
      expect(history.find(({ seq }) => seq === filed.seq)).toMatchObject({ content: 'the plan', expired: 'files' });
      expect(history.find(({ seq }) => seq === young.seq)).toEqual(young);
      expect(history.find(({ seq }) => seq === filed.seq)).not.toHaveProperty('files');
    });
    const history = await readHistory(bob, group.id);
    expect(history.map(({ seq }) => seq)).toEqual(history.map((_, index) => index + 1));
    await within(() =>
      expect(
        live.ofType('message').some(({ message }) => message.seq === filed.seq && message.expired === 'files'),
      ).toBe(true),
    );
    await using resumed = await connectLive(server.url, bob, {
      epoch: live.ofType('welcome')[0]?.epoch ?? '',
      cursors: { [group.id]: rev },
    });
    await within(() =>
      expect(resumed.ofType('message').map(({ message }) => [message.seq, message.expired])).toEqual(
        expect.arrayContaining([
          [old.seq, 'message'],
          [filed.seq, 'files'],
        ]),
      ),
    );
    for (const table of ['mentions', 'message_edits']) {
      const { rows } =
        await sql`select 1 from ${sql.table(table)} where chat_id = ${group.id} and seq = ${old.seq}`.execute(db);
      expect([table, rows.length]).toEqual([table, 0]);
    }
    await within(async () =>
      expect((await sql`select 1 from files where id = ${fileId}`.execute(db)).rows).toEqual([]),
    );
    expect(await refusalOf(ada, 'GET', `/api/files/${fileId}`)).toEqual([404, 'not-found']);
  });

  test('is deleted in batches that go on where they were cut off, and nothing of it twice', async () => {
    const { ada, bob } = people;
    await chatsChoose();
    const group = await startGroup(ada, [bob]);
    for (let index = 0; index < 40; index += 1) await send(ada, group.id, `old ${index}`);
    await sql`update messages set created_at = ${Date.now() - 30 * dayMs} where chat_id = ${group.id}`.execute(db);
    const young = await send(bob, group.id, 'young');
    const expiry = { chatId: group.id, before: Date.now() - 20 * dayMs, at: Date.now() };
    const [first] = await server.parts.storage.log.commit([expireMessagesRule.command(expiry)]);
    expect(first).toMatchObject({ status: 'done', result: true, changes: { length: 32 } });
    const [second, third] = await server.parts.storage.log.commit([
      expireMessagesRule.command(expiry),
      expireMessagesRule.command(expiry),
    ]);
    expect(second).toMatchObject({ status: 'done', result: false, changes: { length: 8 } });
    expect(third).toMatchObject({ status: 'done', result: false, changes: { length: 0 } });
    const history = await readHistory(bob, group.id);
    expect(history.map(({ content }) => content)).toEqual([...Array.from({ length: 40 }, () => ''), 'young']);
    expect((await bob.api.must<Chat>('GET', `/api/chats/${group.id}`)).rev).toBe(young.rev + 40);
  });
});

test('[A10] a chat is exported with its threads and files to those of it who may, and to nobody else', async () => {
  const { ada, bob, eve } = people;
  const group = await startGroup(ada, [bob], 'Plans');
  const message = await send(bob, group.id, 'one 🎈');
  await bob.api.must('PATCH', pathOf(message), { content: 'two' });
  await send(ada, `${group.id}~${message.seq.toString(36)}`, 'in the thread');
  const fileId = await createClient({ baseUrl: server.url, token: ada.token }).uploadFile(
    new File(['bytes'], '../a.txt'),
  );
  await ada.api.must('POST', `/api/chats/${group.id}/messages`, { content: '', files: [{ id: fileId }] });
  const path = `/api/chats/${group.id}/export`;
  expect(await refusalOf(eve, 'GET', path)).toEqual([404, 'not-found']);
  expect(await refusalOf(bob, 'GET', path)).toEqual([403, 'forbidden']);
  const files = readZip(await bytesOf(ada, path));
  const linesOf = (name: string): unknown[] =>
    (files.get(name)?.toString() ?? '')
      .split('\n')
      .filter(Boolean)
      .map((line) => JSON.parse(line) as unknown);
  expect(JSON.parse(files.get('export.json')?.toString() ?? '')).toMatchObject({ kind: 'chat', files: { count: 1 } });
  expect(linesOf('messages.jsonl').slice(0, -1)).toEqual(await readHistory(ada, group.id));
  expect(linesOf('messages.jsonl').at(-1)).toMatchObject({ content: 'in the thread' });
  expect(linesOf('edits.jsonl')).toMatchObject([{ seq: message.seq, content: 'one 🎈' }]);
  const [file] = linesOf('files.jsonl') as { path: string; sha256: string }[];
  expect(file?.path).toMatch(/^files\/[\w-]+\/[^/]+$/);
  expect(files.get(file?.path ?? '')?.toString()).toBe('bytes');

  // Where others have read to is theirs.
  const members = linesOf('members.jsonl') as { userId: string; readSeq?: number }[];
  expect(members.filter(({ readSeq }) => readSeq !== undefined).map(({ userId }) => userId)).toEqual([ada.user.id]);

  await owner.api.must('PATCH', '/api/place', { chatExports: false });
  expect(await refusalOf(ada, 'GET', path)).toEqual([403, 'forbidden']);
  expect(await ada.api.must('GET', `/api/chats/${group.id}/retention`)).toMatchObject({ mayExport: false });
  expect(await actionsOf(`?target=${group.id}&action=export`)).toEqual(['export.made']);
});

test('[A11] [D19] an export breaks off for whoever is removed or has lost their role while it is read', async () => {
  const { carl, dora } = await registerAll(server.url, 'carl', 'dora');
  const group = await startGroup(owner, [carl, dora], 'Large');
  const setRole = (person: Person, role: string) =>
    owner.api.must('POST', '/api/admin/people/changes', {
      userIds: [person.user.id],
      change: { type: 'set-role', role },
    });
  await owner.api.must('PUT', `/api/chats/${group.id}/members/${carl.user.id}`, { role: 'admin' });
  await setRole(dora, 'owner');
  await owner.api.must('PATCH', '/api/place', { chatExports: true });
  // More than the system holds for a reader who does not read.
  const large = new File([new Uint8Array(24 * 1_024 * 1_024)], 'large.bin');
  const fileId = await createClient({ baseUrl: server.url, token: carl.token }).uploadFile(large);
  await carl.api.must('POST', `/api/chats/${group.id}/messages`, { content: '', files: [{ id: fileId }] });
  const begin = async (person: Person, path: string): Promise<Response> => {
    const answer = await fetch(`${server.url}${path}`, { headers: { authorization: `Bearer ${person.token}` } });
    expect([path, answer.status]).toEqual([path, 200]);
    return answer;
  };
  const ofChat = await begin(carl, `/api/chats/${group.id}/export`);
  const ofPlace = await begin(dora, '/api/export');
  await owner.api.must('DELETE', `/api/chats/${group.id}/members/${carl.user.id}`);
  await setRole(dora, 'admin');
  for (const answer of [ofChat, ofPlace]) {
    const end = answer.arrayBuffer().then(
      () => 'whole',
      () => 'broken off',
    );
    expect(await end).toBe('broken off');
  }
});

test('[A8] the owner’s export of everything holds no secret of anybody', async () => {
  const files = readZip(await bytesOf(owner, '/api/export'));
  expect(files.get('tables/messages.jsonl')?.toString()).toContain('in the thread');
  expect([...files.keys()]).not.toContain('tables/accounts.jsonl');
  expect([...files.keys()]).not.toContain('tables/sessions.jsonl');
  const all = Buffer.concat([...files.values()]).toString();
  expect(all).not.toContain(people.ada.token);
  expect(all).not.toMatch(/"password"/);
  await chooseAfterImport(files, owner.user.username);
});
