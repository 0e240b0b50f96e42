import { createClient } from '@confab/client';
import type { AuditPage, Message, Problem } from '@confab/protocol';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { moderationTablesOf } from '../../src/order/index.ts';
import { type Person, registerAll, startDirect, startGroup } from '../api.ts';
import { startServer } from '../start-server.ts';

const server = await startServer();
afterAll(() => server.close());

// The first account owns the place.
let owner: Person, ada: Person, bob: Person;
beforeAll(async () => {
  ({ owner, ada, bob } = await registerAll(server.url, 'owner', 'ada', 'bob'));
});

async function refusalOf(person: Person, method: string, path: string, body?: unknown): Promise<[number, string]> {
  const answer = await person.api.call<Problem>(method, path, body);
  return [answer.status, answer.body?.code];
}

const sending = (person: Person, chatId: string, content: string) =>
  refusalOf(person, 'POST', `/api/chats/${chatId}/messages`, { content });

describe('rules for words', () => {
  const place = '/api/moderation/words';

  test('[A9] of the place are read by moderators, and set by who runs it; it is noted what changed', async () => {
    const { mona } = await registerAll(server.url, 'mona');
    const role = { userIds: [mona.user.id], change: { type: 'set-role', role: 'moderator' } };
    await owner.api.must('POST', '/api/admin/people/changes', role);
    expect(await refusalOf(mona, 'PUT', place, {})).toEqual([403, 'forbidden']);
    await owner.api.must('PUT', place, { block: { words: ['zounds'] }, flag: { sites: ['ads.example'] } });
    expect(await mona.api.must('GET', place)).toMatchObject({ block: { words: ['zounds'] } });
    await owner.api.must('PUT', place, { block: { words: ['zooks'] } });
    expect(await sending(bob, (await startDirect(ada, bob)).id, 'Zooks!')).toEqual([422, 'words-not-allowed']);
    await owner.api.must('PUT', place, {});
    const { entries } = await owner.api.must<AuditPage>('GET', '/api/audit?action=words');
    expect(entries.slice(0, 3).map(({ details }) => details)).toEqual([
      { before: 1, after: 0, removed: 'block zooks' },
      { before: 2, after: 1, added: 'block zooks', removed: 'block zounds, flag ads.example' },
      { before: 0, after: 2, added: 'block zounds, flag ads.example' },
    ]);
  });

  test('hold for names too: of people, groups, topics and files', async () => {
    await owner.api.must('PUT', place, { block: { words: ['zounds'] }, hold: { sites: ['bad.example'] } });
    const refused = [422, 'words-not-allowed'];
    const group = await startGroup(ada, [bob]);
    const account = { username: 'zounds', password: 'correct horse zounds' };
    const metadata = `filename ${Buffer.from('Zounds.pdf').toString('base64')}`;
    const upload = await fetch(`${server.url}/api/uploads`, {
      method: 'POST',
      headers: {
        authorization: `Bearer ${bob.token}`,
        'tus-resumable': '1.0.0',
        'upload-length': '5',
        'upload-metadata': metadata,
      },
    });
    expect([upload.status, ((await upload.json()) as Problem).code]).toEqual(refused);
    for (const [method, path, body] of [
      ['POST', '/api/chats/', { kind: 'group', name: 'ZOUNDS', memberIds: [] }],
      ['PATCH', `/api/chats/${group.id}`, { name: 'at www.bad.example' }],
      ['PATCH', `/api/chats/${group.id}/settings`, { topic: 'zounds!' }],
      ['PATCH', `/api/chats/${group.id}/settings`, { description: 'zounds' }],
      ['PATCH', '/api/auth/me', { displayName: 'Zounds' }],
      ['PATCH', '/api/auth/me', { status: { emoji: null, text: 'zounds', until: null } }],
      ['POST', '/api/auth/register', account],
    ] as const) {
      expect([method, path, ...(await refusalOf(ada, method, path, body))]).toEqual([method, path, ...refused]);
    }
    // Those of a group are its own: whoever is outside learns nothing by them.
    await owner.api.must('PUT', place, {});
    await ada.api.must('PUT', `/api/chats/${group.id}/words`, { block: { words: ['zounds'] } });
    expect(await refusalOf(owner, 'PATCH', `/api/chats/${group.id}`, { name: 'zounds' })).toEqual([404, 'not-found']);
    expect(await refusalOf(ada, 'PATCH', `/api/chats/${group.id}`, { name: 'zounds' })).toEqual(refused);
    await ada.api.must('PATCH', '/api/auth/me', { displayName: 'ada' });
  });

  test('of a group hold for names and descriptions of files that are sent or forwarded there, and nowhere else', async () => {
    const { fay } = await registerAll(server.url, 'fay');
    const [group, other] = [await startGroup(fay, [bob]), await startGroup(fay, [bob])];
    await fay.api.must('PUT', `/api/chats/${group.id}/words`, {
      block: { words: ['zounds'] },
      hold: { words: ['egad'] },
    });
    const client = createClient({ baseUrl: server.url, token: bob.token });
    const upload = (name: string) => client.uploadFile(new Blob(['zounds']), { name });
    const [bad, held, good] = [await upload('Zounds.txt'), await upload('egad.txt'), await upload('boots.txt')];
    const send = (chatId: string, file: object, more: object = {}) =>
      refusalOf(bob, 'POST', `/api/chats/${chatId}/messages`, { content: '', files: [file], ...more });
    const refused = [422, 'words-not-allowed'];
    expect(await send(group.id, { id: bad })).toEqual(refused);
    expect(await send(group.id, { id: held })).toEqual(refused);
    expect(await send(group.id, { id: good, alt: 'Zounds, boots' })).toEqual(refused);
    expect((await send(group.id, { id: good, alt: 'Boots' }))[0]).toBe(201);
    const path = `/api/chats/${other.id}/messages`;
    const sent = await bob.api.must<Message>('POST', path, { content: '', files: [{ id: bad }] });
    const forwarded = { chatId: other.id, seq: sent.seq };
    expect(await send(group.id, { id: bad }, { forwarded })).toEqual(refused);
    // What somebody else uploaded tells nothing of its name.
    const theirs = createClient({ baseUrl: server.url, token: ada.token });
    const foreign = await theirs.uploadFile(new Blob(['a']), { name: 'zounds.txt' });
    expect(await send(group.id, { id: foreign })).toEqual([400, 'invalid-request']);
  });

  test('[A43] are bounded: in characters, and in how many groups one person sets them', async () => {
    const { gus } = await registerAll(server.url, 'gus');
    const [group, more] = [await startGroup(gus, []), await startGroup(gus, [])];
    const sites = Array.from({ length: 300 }, (_, n) => `${'x'.repeat(220)}${n}.org`);
    const path = `/api/chats/${group.id}/words`;
    expect(await refusalOf(gus, 'PUT', path, { block: { sites } })).toEqual([409, 'too-many-word-rules']);
    await gus.api.must('PUT', path, { block: { sites: sites.slice(0, 250) } });
    const { db } = server.parts.storage;
    const rules = JSON.stringify({ block: { words: ['x'] } });
    const others = Array.from({ length: 99 }, (_, n) => ({ owner: `none-${n}`, rules, changed_at: 0 }));
    await moderationTablesOf(db)
      .insertInto('word_rules')
      .values(others.map((row) => ({ ...row, changed_by: gus.user.id })))
      .execute();
    await gus.api.must('PUT', path, { block: { words: ['changed'] } });
    const another = `/api/chats/${more.id}/words`;
    expect(await refusalOf(gus, 'PUT', another, { hold: { words: ['x'] } })).toEqual([409, 'too-many-word-rules']);
    await gus.api.must('PUT', path, {});
    await gus.api.must('PUT', another, { hold: { words: ['x'] } });
    // They go with their group.
    await owner.api.must('POST', `/api/admin/groups/${more.id}/archive`);
    await owner.api.must('DELETE', `/api/admin/groups/${more.id}`);
    const left = moderationTablesOf(db).selectFrom('word_rules').select('owner').where('owner', '=', more.id);
    expect(await left.execute()).toEqual([]);
  });
});
