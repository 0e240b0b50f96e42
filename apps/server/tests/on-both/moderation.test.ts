import type { Chat, Document, Message, Problem, Report, ReportCase, Restriction } from '@confab/protocol';
import { threadIdOf } from '@confab/protocol/threads';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { api, passwordOf, type Person, readHistory, registerAll, send, startDirect, startGroup } from '../api.ts';
import { connectLive } from '../sockets.ts';
import { startTwoNodes } from '../two-nodes-of.ts';

const two = await startTwoNodes();
const [server, second] = two.nodes;
afterAll(() => two[Symbol.asyncDispose]());

/** The same person, calling the other node. */
const there = (person: Person): Person => ({ ...person, api: api(second.url, person.token) });

// The first account owns the place.
let owner: Person, ada: Person, bob: Person, eve: Person;
beforeAll(async () => {
  ({ owner, ada, bob, eve } = await registerAll(server.url, 'owner', 'ada', 'bob', 'eve'));
});

const inHours = (hours: number): string => new Date(Date.now() + hours * 3_600_000).toISOString();

async function refusalOf(person: Person, method: string, path: string, body?: unknown): Promise<[number, string]> {
  const answer = await person.api.call<Problem>(method, path, body);
  return [answer.status, answer.body?.code];
}

const report = (person: Person, { chatId, id }: Message, words = '') =>
  person.api.must('POST', `/api/chats/${chatId}/messages/${id}/reports`, { reason: 'insult', words });

async function openReports(): Promise<Report[]> {
  return (await owner.api.must<{ reports: Report[] }>('GET', '/api/moderation/reports')).reports;
}

async function reportOf(userId: string): Promise<Report> {
  const found = (await openReports()).find((one) => one.userId === userId);
  if (!found) throw new Error('Nothing was reported.');
  return found;
}

const decide = (one: Report, body: object) =>
  owner.api.must<Report>('POST', `/api/moderation/reports/${one.id}/decision`, body);

const restrict = (person: Person, body: object) =>
  owner.api.must<Restriction>('POST', `/api/moderation/people/${person.user.id}/restrictions`, body);

const lift = ({ id }: Restriction) => owner.api.must('DELETE', `/api/moderation/restrictions/${id}`);

const sending = (person: Person, chatId: string, content: string, clientId?: string) =>
  refusalOf(person, 'POST', `/api/chats/${chatId}/messages`, { content, ...(clientId && { clientId }) });

describe('reports', () => {
  test('[D20] whoever is outside reports nothing, and who moderates nothing sees and decides nothing', async () => {
    const chat = await startDirect(ada, bob);
    const message = await send(bob, chat.id, 'ours');
    const path = `/api/chats/${chat.id}/messages/${message.id}/reports`;
    expect(await refusalOf(eve, 'POST', path, { reason: 'spam' })).toEqual([404, 'not-found']);
    expect(await refusalOf(bob, 'POST', path, { reason: 'spam' })).toEqual([403, 'forbidden']);
    expect(await refusalOf(ada, 'POST', path, { reason: 'rule' })).toEqual([400, 'invalid-request']);
    expect(await refusalOf(ada, 'POST', '/api/users/nobody/reports', { reason: 'spam' })).toEqual([404, 'not-found']);
    await report(ada, message);
    const { id } = await reportOf(bob.user.id);
    for (const [method, at, body] of [
      ['GET', '/api/moderation/reports'],
      ['GET', `/api/moderation/reports/${id}`],
      ['POST', `/api/moderation/reports/${id}/decision`, {}],
      ['DELETE', `/api/moderation/reports/${id}/decision`],
      ['GET', '/api/moderation/restrictions'],
      ['POST', `/api/moderation/people/${bob.user.id}/restrictions`, { kind: 'warning', reason: 'x' }],
      ['GET', '/api/moderation/words'],
      ['PUT', '/api/moderation/words', {}],
    ] as const) {
      expect([method, at, ...(await refusalOf(eve, method, at, body))]).toEqual([method, at, 403, 'forbidden']);
    }
    await decide(await reportOf(bob.user.id), {});
  });

  test('a moderator is told at once, and sees the message as it was with a little around it', async () => {
    const chat = await startDirect(ada, bob);
    await using moderator = await connectLive(server.url, owner);
    for (let n = 0; n < 8; n += 1) await send(ada, chat.id, `before ${n}`);
    const message = await send(bob, chat.id, 'an insult');
    await report(ada, message, 'the first word');
    await report(ada, message, 'it hurts');
    await moderator.until(() => moderator.ofType('moderation').find(({ open }) => open === 1), 'news for moderators');
    // Whoever comes later is told as well, and nobody else.
    await using later = await connectLive(second.url, owner);
    await later.until(() => later.ofType('moderation').find(({ open }) => open === 1), 'what waits already');
    await using member = await connectLive(server.url, ada);
    expect(member.ofType('moderation')).toEqual([]);
    await bob.api.must('PATCH', `/api/chats/${chat.id}/messages/${message.id}`, { content: 'nothing at all' });
    const { id, others, ...listed } = await reportOf(bob.user.id);
    expect(others).toBe(0);
    const direct = { kind: 'direct', name: null, isPublic: false };
    expect(listed).toMatchObject({ reporterId: ada.user.id, chat: direct });
    const found = await owner.api.must<ReportCase>('GET', `/api/moderation/reports/${id}`);
    expect(found.report).toMatchObject({
      kind: 'message',
      reporterId: ada.user.id,
      words: 'it hurts',
      message: { content: 'an insult' },
    });
    expect(found.chat).toEqual(direct);
    expect(found.context.map(({ content }) => content)).toEqual([
      ...[4, 5, 6, 7].map((n) => `before ${n}`),
      'nothing at all',
    ]);

    await decide(found.report, { remove: true, restriction: { kind: 'warning', reason: 'Be kind' }, note: 'clear' });
    expect((await readHistory(bob, chat.id)).at(-1)).toMatchObject({ content: '', removed: 'moderator' });
    expect(await refusalOf(owner, 'POST', `/api/moderation/reports/${id}/decision`, {})).toEqual([
      409,
      'already-decided',
    ]);
    await moderator.until(() => moderator.ofType('moderation').at(-1)?.open === 0, 'that it was decided');
    const warning = await findDocument(bob, 'warning/');
    expect(warning?.value).toMatchObject({ reason: 'Be kind' });
    // Whoever puts it away has read it.
    await bob.api.must('DELETE', `/api/me/documents/${encodeURIComponent(warning?.key ?? '')}`);
    const { restrictions } = await owner.api.must<{ restrictions: Restriction[] }>(
      'GET',
      `/api/moderation/restrictions?state=all&user_id=${bob.user.id}`,
    );
    expect(restrictions).toMatchObject([{ kind: 'warning', confirmedAt: expect.any(String) as string }]);

    await owner.api.must('DELETE', `/api/moderation/reports/${id}/decision`);
    expect(await decide(await reportOf(bob.user.id), { note: 'again' })).toMatchObject({ decision: { note: 'again' } });
  });

  test('nobody decides about themselves, nor learns who reported them; others do', async () => {
    const { mona } = await registerAll(server.url, 'mona');
    const role = { userIds: [mona.user.id], change: { type: 'set-role', role: 'moderator' } };
    await owner.api.must('POST', '/api/admin/people/changes', role);
    const chat = await startDirect(bob, mona);
    await report(bob, await send(mona, chat.id, 'an insult'), 'it was her');
    await using live = await connectLive(server.url, mona);
    const { id } = await reportOf(mona.user.id);
    const path = `/api/moderation/reports/${id}`;
    type Listed = { reports: Report[]; open: number };
    const { reports, open } = await mona.api.must<Listed>('GET', '/api/moderation/reports');
    expect(reports).toMatchObject([{ id, reporterId: null, words: '', message: { content: 'an insult' } }]);
    expect([reports[0]?.chat, open]).toEqual([undefined, 0]);
    expect(await refusalOf(mona, 'GET', path)).toEqual([403, 'forbidden']);
    expect(await refusalOf(mona, 'POST', `${path}/decision`, {})).toEqual([403, 'forbidden']);
    await bob.api.must('POST', `/api/users/${eve.user.id}/reports`, { reason: 'spam' });
    await live.until(() => live.ofType('moderation').at(-1)?.open === 1, 'what waits for her');
    await decide(await reportOf(eve.user.id), {});
    await decide(await reportOf(mona.user.id), { restriction: { kind: 'warning', reason: 'Be kind' }, note: 'ours' });
    expect(await refusalOf(mona, 'DELETE', `${path}/decision`)).toEqual([403, 'forbidden']);
    const decided = await mona.api.must<Listed>('GET', '/api/moderation/reports?state=decided');
    expect(decided.reports.find((one) => one.id === id)?.decision).toMatchObject({ did: ['warning'], note: '' });
  });

  test('a moderator removes messages in public groups, and in no private one', async () => {
    const pub = await ada.api.must<Chat>('POST', '/api/chats/', {
      kind: 'group',
      name: 'Open',
      visibility: 'public',
      memberIds: [bob.user.id, owner.user.id],
    });
    const own = await startGroup(ada, [bob, owner]);
    const open = await send(bob, pub.id, 'shout');
    const hidden = await send(bob, own.id, 'shout');
    const pathOf = ({ chatId, id }: Message): string => `/api/chats/${chatId}/messages/${id}`;
    expect(await refusalOf(owner, 'DELETE', pathOf(hidden))).toEqual([403, 'forbidden']);
    expect(await owner.api.must<Message>('DELETE', pathOf(open))).toMatchObject({ content: '', removed: 'moderator' });
    expect(await ada.api.must<Message>('DELETE', pathOf(hidden))).toMatchObject({ content: '', removed: 'admin' });
    const mine = await send(bob, own.id, 'mine');
    expect(await bob.api.must<Message>('DELETE', pathOf(mine))).not.toHaveProperty('removed');
  });
});

interface Invited {
  invitation: { id: string };
  token: string;
}

async function comeBy(invitation: string, name: string): Promise<Person> {
  const body = { username: `${name}.${invitation.slice(0, 6).replaceAll(/[^a-z0-9]/gi, 'x')}`, displayName: name };
  const data = { ...body, password: passwordOf(name), invitation };
  const { user, token } = await api(server.url).must<{ user: Person['user']; token: string }>(
    'POST',
    '/api/auth/register',
    data,
  );
  return { user, token, api: api(server.url, token) };
}

async function findDocument(person: Person, beginning: string): Promise<Document | undefined> {
  const { documents } = await person.api.must<{ documents: Document[] }>('GET', '/api/me/documents');
  return documents.find(({ key, value }) => key.startsWith(beginning) && value !== null);
}

describe('restrictions', () => {
  test('whoever is muted reads and writes nothing, on REST and on sockets, until it is lifted', async () => {
    const chat = await startDirect(ada, bob);
    const before = await send(bob, chat.id, 'before', 'once');
    const other = await startGroup(ada, [bob]);
    const own = await startGroup(bob, [ada]);
    const answered = `/api/chats/${chat.id}/messages/${before.id}/thread`;
    const { id: threadId } = await ada.api.must<Chat>('PUT', answered);
    const bare = await send(ada, chat.id, 'no answer yet');
    await using socket = await connectLive(server.url, bob);
    await using hers = await connectLive(server.url, ada, { typing: true });
    const mute = await restrict(bob, { kind: 'mute', reason: 'Calm down', until: inHours(1) });
    expect(await sending(bob, chat.id, 'now')).toEqual([403, 'muted']);
    await vi.waitFor(async () => expect(await sending(there(bob), chat.id, 'now')).toEqual([403, 'muted']), 15_000);
    socket.send({ type: 'typing', chatId: chat.id });
    socket.send({ type: 'send', chatId: chat.id, clientId: 'on-a-socket', content: 'now' });
    const error = await socket.until(() => socket.ofType('error')[0], 'a refusal');
    expect(error).toMatchObject({
      code: 'muted',
      clientId: 'on-a-socket',
      detail: expect.stringContaining('Calm down') as string,
    });
    expect(await refusalOf(bob, 'PUT', `/api/chats/${chat.id}/messages/${before.id}/reactions/👍`)).toEqual([
      403,
      'muted',
    ]);
    expect(await refusalOf(bob, 'POST', '/api/chats/', { kind: 'direct', memberIds: [eve.user.id] })).toEqual([
      403,
      'muted',
    ]);
    expect(await refusalOf(bob, 'PUT', `/api/chats/${own.id}/retention`, { messagesDays: 30 })).toEqual([403, 'muted']);
    expect(await refusalOf(bob, 'DELETE', `/api/groups/${own.id}/picture`)).toEqual([403, 'muted']);
    // They read the threads that there are, and begin none.
    expect((await bob.api.must<Chat>('PUT', answered)).id).toBe(threadId);
    expect(await refusalOf(bob, 'PUT', `/api/chats/${chat.id}/messages/${bare.id}/thread`)).toEqual([403, 'muted']);
    expect((await eve.api.call<Problem>('PUT', answered)).body.code).toBe('not-found');
    // What was sent before is answered as ever (D1).
    expect(
      await bob.api.must('POST', `/api/chats/${chat.id}/messages`, { content: 'before', clientId: 'once' }),
    ).toEqual(before);
    expect(await readHistory(bob, chat.id)).not.toHaveLength(0);
    expect((await findDocument(bob, 'muted'))?.value).toMatchObject({ reason: 'Calm down' });
    await lift(mute);
    // What nobody may write, nobody is seen to type.
    socket.send({ type: 'typing', chatId: other.id });
    await hers.until(() => hers.ofType('typing').some(({ chatId }) => chatId === other.id), 'that somebody types');
    expect(hers.ofType('typing').map(({ chatId }) => chatId)).not.toContain(chat.id);
    await send(bob, chat.id, 'after');
    expect(await findDocument(bob, 'muted')).toBeUndefined();
  });

  test('[A4] whoever is banned is out everywhere, is told why and until when, and comes back once it is lifted', async () => {
    const { carl } = await registerAll(server.url, 'carl');
    const until = inHours(2);
    await using session = await connectLive(second.url, carl);
    const ban = await restrict(carl, { kind: 'ban', reason: 'Spam', until });
    await session.closed();
    for (const each of [carl, there(carl)]) expect((await each.api.call('GET', '/api/auth/me')).status).toBe(401);
    const body = { username: carl.user.username, password: passwordOf('carl') };
    const { status, body: problem } = await api(server.url).call<Problem>('POST', '/api/auth/login', body);
    expect([status, problem.code, problem.detail]).toEqual([
      403,
      'banned',
      `You are banned until ${until.slice(0, 16).replace('T', ' ')} UTC: Spam`,
    ]);
    await lift(ban);
    expect((await api(server.url).call('POST', '/api/auth/login', body)).status).toBe(200);
  });

  test('all who came by an invitation are banned together, by invitations of theirs too, and come back together', async () => {
    const { invitation, token } = await owner.api.must<Invited>('POST', '/api/invitations', {});
    const carl = await comeBy(token, 'carl');
    const dora = await comeBy((await carl.api.must<Invited>('POST', '/api/invitations', {})).token, 'dora');
    const path = `/api/moderation/invitations/${invitation.id}/ban`;
    expect(await refusalOf(bob, 'POST', path, { reason: 'Spam' })).toEqual([403, 'forbidden']);
    expect(await refusalOf(owner, 'POST', '/api/moderation/invitations/none/ban', { reason: 'x' })).toEqual([
      404,
      'not-found',
    ]);
    expect(await owner.api.must('POST', path, { reason: 'Spam' })).toEqual({ people: 2 });
    for (const { api: calls } of [carl, dora]) expect((await calls.call('GET', '/api/auth/me')).status).toBe(401);
    expect((await api(server.url).call('POST', '/api/invitations/read', { token })).status).toBe(404);
    expect((await bob.api.call('GET', '/api/auth/me')).status).toBe(200);
    expect(await owner.api.must('DELETE', path)).toEqual({ people: 2 });
    const body = { username: dora.user.username, password: passwordOf('dora') };
    expect((await api(server.url).call('POST', '/api/auth/login', body)).status).toBe(200);
  });

  test('nobody acts on themselves or on somebody whose role is not below theirs', async () => {
    const path = (person: Person): string => `/api/moderation/people/${person.user.id}/restrictions`;
    const warning = { kind: 'warning', reason: 'no' };
    expect(await refusalOf(owner, 'POST', path(owner), warning)).toEqual([403, 'forbidden']);
    expect(await refusalOf(bob, 'POST', path(owner), warning)).toEqual([403, 'forbidden']);
    expect(await refusalOf(owner, 'POST', path(bob), { kind: 'mute', reason: 'no' })).toEqual([400, 'invalid-request']);
    expect(
      await refusalOf(owner, 'POST', path(bob), { kind: 'ban', reason: 'no', until: '2020-01-01T00:00:00.000Z' }),
    ).toEqual([400, 'invalid-request']);
  });
});

describe('what is asked of a send', () => {
  test('in slow mode a member waits between two messages, whichever way they go, and who steers the group does not', async () => {
    const group = await startGroup(ada, [bob, eve]);
    await ada.api.must('PATCH', `/api/chats/${group.id}/settings`, { slowMode: 60 });
    // Until the other node knows of it.
    const slow = [429, 'slow-mode'];
    await vi.waitFor(async () => expect(await sending(there(eve), group.id, 'again')).toEqual(slow), 15_000);
    const both = await Promise.all([sending(bob, group.id, 'one', 'a'), sending(there(bob), group.id, 'two', 'b')]);
    expect(both.map(([status]) => status).toSorted((one, other) => one - other)).toEqual([201, 429]);
    const first = (await readHistory(bob, group.id)).find(({ kind }) => kind === 'text');
    expect(await sending(bob, threadIdOf(group.id, first?.seq ?? 0), 'three')).toEqual(slow);
    for (const content of ['four', 'five']) await send(ada, group.id, content);
    await ada.api.must('PATCH', `/api/chats/${group.id}/settings`, { slowMode: 0 });
    for (const content of ['six', 'seven']) await send(bob, group.id, content);
  });

  test('words of a group are refused, held back or flagged, in what is sent and what is edited', async () => {
    const group = await startGroup(ada, [bob]);
    const path = `/api/chats/${group.id}/words`;
    const rules = {
      block: { words: ['darn'], sites: ['bad.example'] },
      hold: { words: ['heck'] },
      flag: { words: ['fudge'] },
    };
    expect(await refusalOf(bob, 'PUT', path, rules)).toEqual([403, 'forbidden']);
    expect(await refusalOf(eve, 'GET', path)).toEqual([404, 'not-found']);
    await ada.api.must('PUT', path, rules);
    expect(await sending(bob, group.id, 'DARN it')).toEqual([422, 'words-not-allowed']);
    expect(await sending(bob, group.id, 'https://www.bad.example')).toEqual([422, 'words-not-allowed']);
    const fine = await send(bob, group.id, 'fine');
    const edit = { content: 'da**rn**' };
    expect(await refusalOf(bob, 'PATCH', `/api/chats/${group.id}/messages/${fine.id}`, edit)).toEqual([
      422,
      'words-not-allowed',
    ]);

    await send(bob, group.id, 'fudge');
    const flagged = await reportOf(bob.user.id);
    expect(flagged).toMatchObject({ kind: 'message', reporterId: null, words: 'fudge', message: { content: 'fudge' } });
    await decide(flagged, {});

    for (const _ of ['once', 'again'])
      expect(await sending(bob, group.id, 'what the heck', 'h')).toEqual([409, 'held-for-review']);
    const held = (await openReports()).filter(({ kind }) => kind === 'held');
    expect(held).toMatchObject([{ userId: bob.user.id, message: { content: 'what the heck', seq: 0 } }]);
    expect((await readHistory(ada, group.id)).at(-1)).toMatchObject({ content: 'fudge' });
    await decide(held[0] as Report, { send: true });
    expect((await readHistory(ada, group.id)).at(-1)).toMatchObject({ content: 'what the heck', clientId: 'h' });
    // It is in the log: whoever sends it again is told so.
    await bob.api.must('POST', `/api/chats/${group.id}/messages`, { content: 'what the heck', clientId: 'h' });
  });

  test('[A52] what is held back is not let go while its writer is banned', async () => {
    const { finn } = await registerAll(server.url, 'finn');
    const group = await startGroup(ada, [finn]);
    await ada.api.must('PUT', `/api/chats/${group.id}/words`, { hold: { words: ['heck'] } });
    expect(await sending(finn, group.id, 'heck')).toEqual([409, 'held-for-review']);
    const ban = await restrict(finn, { kind: 'ban', reason: 'Spam', until: inHours(1) });
    const { id } = await reportOf(finn.user.id);
    const path = `/api/moderation/reports/${id}/decision`;
    expect(await refusalOf(owner, 'POST', path, { send: true })).toEqual([403, 'banned']);
    expect((await readHistory(ada, group.id)).filter(({ kind }) => kind === 'text')).toEqual([]);
    await lift(ban);
    await owner.api.must('POST', path, { send: true });
    expect((await readHistory(ada, group.id)).at(-1)).toMatchObject({ content: 'heck' });
  });
});

describe('blocking', () => {
  test('[D69] whoever blocks somebody is added to no group by them, and nobody is told', async () => {
    await bob.api.must('PUT', '/api/me/documents/blocked', { value: { userIds: [ada.user.id] } });
    const memberIds = [bob.user.id, eve.user.id];
    const made = await ada.api.must<Chat>('POST', '/api/chats/', { kind: 'group', name: 'Ours', memberIds });
    expect(made.members.map(({ user }) => user.id)).not.toContain(bob.user.id);
    const after = await ada.api.must<Chat>('POST', `/api/chats/${made.id}/members`, { userIds: [bob.user.id] });
    expect(after.members).toHaveLength(2);
    expect(await refusalOf(bob, 'GET', `/api/chats/${made.id}`)).toEqual([404, 'not-found']);
    await eve.api.must('POST', `/api/chats/${made.id}/members`, { userIds: [bob.user.id] });
    expect((await bob.api.call('GET', `/api/chats/${made.id}`)).status).toBe(200);
  });
});
