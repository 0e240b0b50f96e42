import { randomBytes } from 'node:crypto';
import type { Chat, Message, Problem, SignedIn } from '@confab/protocol';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Person, send, startDirect, startGroup } from './api.ts';
import { startServer, type TestServer } from './start-server.ts';

let server: TestServer;
let ada: Person;
let bob: Person;
beforeAll(async () => {
  server = await startServer();
  ada = await server.register('ada');
  bob = await server.register('bob');
});
afterAll(() => server.close());

/** Every place where somebody gives a name; each answers the name that is kept. */
const places: [
  string,
  field: string,
  give: (name: string) => Promise<{ status: number; body: unknown; kept: () => string | null }>,
][] = [
  [
    'registering',
    'displayName',
    async (displayName) => {
      const account = { username: `n${randomBytes(6).toString('hex')}`, password: 'violet-harbour-42', displayName };
      const answer = await server.fetch<SignedIn>('POST', '/api/auth/register', account);
      return { ...answer, kept: () => answer.body.user.displayName };
    },
  ],
  [
    'the own profile',
    'displayName',
    async (displayName) => {
      const answer = await ada.api.call<{ user: SignedIn['user'] }>('PATCH', '/api/auth/me', { displayName });
      return { ...answer, kept: () => answer.body.user.displayName };
    },
  ],
  [
    'a new group',
    'name',
    async (name) => {
      const answer = await ada.api.call<Chat>('POST', '/api/chats', { kind: 'group', name, memberIds: [] });
      return { ...answer, kept: () => answer.body.name };
    },
  ],
  [
    'a group that is renamed',
    'name',
    async (name) => {
      const group = await startGroup(ada, []);
      const answer = await ada.api.call<Chat>('PATCH', `/api/chats/${group.id}`, { name });
      return { ...answer, kept: () => answer.body.name };
    },
  ],
];

describe.each(places)('[A46] %s', (_place, field, give) => {
  test('what cannot be seen is taken out of the name', async () => {
    const { status, kept } = await give('A\u200Dd\u200Ba\u200E \u00A0Love\u{E0061}lace\uFE0F\u2800');
    expect([Math.floor(status / 100), kept()]).toEqual([2, 'Ada Lovelace']);
  });

  test.each(['Ad\u202Ea', '\u0301', `Z${'\u0351\u036F'.repeat(25)}`, 'Аda', 'ᗅda', 'G\u0B66gle', 'Ada\nBob', '\u200B'])(
    '%j is refused with a reason',
    async (name) => {
      const { status, body } = await give(name);
      const { code, errors = [] } = body as Problem;
      expect([status, code, errors[0]?.path]).toEqual([400, 'invalid-request', field]);
      expect(errors[0]?.message).toMatch(/^\w[\w ]+$/);
    },
  );
});

describe('a reaction', () => {
  const pathOf = ({ chatId, id }: Message, emoji: string): string =>
    `/api/chats/${chatId}/messages/${id}/reactions/${encodeURIComponent(emoji)}`;

  test('is one emoji, with and without U+FE0F the same', async () => {
    const chat = await startDirect(ada, bob);
    const message = await send(ada, chat.id, 'hello');
    for (const text of ['ok', '1', '👍👍', '👍 ', '\u200D', 'x\u0301']) {
      const { status, body } = await ada.api.call<Problem>('PUT', pathOf(message, text));
      expect([text, status, body.code]).toEqual([text, 400, 'invalid-request']);
    }
    await ada.api.must('PUT', pathOf(message, '❤'));
    const both = await bob.api.must<Message>('PUT', pathOf(message, '❤\uFE0F'));
    expect(both.reactions).toMatchObject([{ emoji: '❤️', userIds: [ada.user.id, bob.user.id] }]);
    const one = await ada.api.must<Message>('DELETE', pathOf(message, '❤'));
    expect(one.reactions).toMatchObject([{ emoji: '❤️', userIds: [bob.user.id] }]);
  });

  test('that was stored when any text was one is merged with its like, and can be taken back', async () => {
    const chat = await startDirect(ada, bob);
    const message = await send(ada, chat.id, 'from before');
    const reactions = [
      { emoji: '❤', userIds: [bob.user.id] },
      { emoji: 'lol', userIds: [ada.user.id] },
      { emoji: '❤️', userIds: [ada.user.id, bob.user.id] },
    ];
    const { db } = server.parts.storage;
    const parts = JSON.stringify({ reactions, event: null });
    await db
      .updateTable('messages')
      .set({ parts, touched: 1 })
      .where('chat_id', '=', chat.id)
      .where('seq', '=', message.seq)
      .execute();
    const without = await ada.api.must<Message>('DELETE', pathOf(message, 'lol'));
    expect(without.reactions).toMatchObject([{ emoji: '❤️', userIds: [bob.user.id, ada.user.id] }]);
  });
});
