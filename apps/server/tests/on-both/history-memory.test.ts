import type { Message, MessagePage } from '@confab/protocol';
import fc from 'fast-check';
import { afterAll, describe, expect, test } from 'vitest';
import { type Person, registerAll, send, startDirect, startGroup } from '../api.ts';
import { startServer } from '../start-server.ts';

const server = await startServer();
afterAll(() => server.close());

const pathOf = (chatId: string, query = ''): string => `/api/chats/${chatId}/messages${query}`;

const statusOf = async (person: Person, path: string): Promise<number> => (await person.api.call('GET', path)).status;

async function contentsOf(person: Person, chatId: string, query?: string): Promise<string[]> {
  const { messages } = await person.api.must<MessagePage>('GET', pathOf(chatId, query));
  return messages.map(({ content }) => content);
}

function get({ token }: Person, path: string, headers: Readonly<Record<string, string>> = {}): Promise<Response> {
  return fetch(server.url + path, { headers: { authorization: `Bearer ${token}`, ...headers } });
}

describe('[D79] a page that is in memory', () => {
  test('[A14] [D20] is nothing to an outsider, and nothing any more to who was removed', async () => {
    const { ada, bob, eve } = await registerAll(server.url, 'ada', 'bob', 'eve');
    const group = await startGroup(ada, [bob]);
    await send(ada, group.id, 'ours');
    const { etag } = Object.fromEntries((await get(bob, pathOf(group.id))).headers);
    expect(await contentsOf(bob, group.id)).toContain('ours');
    expect(await statusOf(eve, pathOf(group.id))).toBe(404);
    const knowing = { 'if-none-match': etag ?? '' };
    expect((await get(eve, pathOf(group.id), knowing)).status).toBe(404);
    expect((await get(bob, pathOf(group.id), knowing)).status).toBe(304);
    await ada.api.must('DELETE', `/api/chats/${group.id}/members/${bob.user.id}`);
    expect(await statusOf(bob, pathOf(group.id))).toBe(404);
    expect((await get(bob, pathOf(group.id), knowing)).status).toBe(404);
  });

  test('holds no message that was edited or deleted before it was asked for', async () => {
    const { ada, bob } = await registerAll(server.url, 'ada', 'bob');
    const { id } = await startDirect(ada, bob);
    const said: Message[] = [];
    for (const word of ['one', 'two', 'three']) said.push(await send(ada, id, word));
    const pages = ['', '?before=3', '?after=1'];
    for (const query of pages) await contentsOf(bob, id, query);
    await ada.api.must('PATCH', pathOf(id, `/${said[1]?.id}`), { content: 'zwei' });
    expect(await Promise.all(pages.map((query) => contentsOf(bob, id, query)))).toEqual([
      ['one', 'zwei', 'three'],
      ['one', 'zwei'],
      ['zwei', 'three'],
    ]);
    await ada.api.must('DELETE', pathOf(id, `/${said[0]?.id}`));
    expect(await contentsOf(bob, id, '?before=3')).toEqual(['', 'zwei']);
    await send(bob, id, 'four');
    expect(await contentsOf(ada, id)).toEqual(['', 'zwei', 'three', 'four']);
  });

  test('is what the database has after whatever was done, in any order', async () => {
    const { ada, bob } = await registerAll(server.url, 'ada', 'bob');
    const { id } = await startDirect(ada, bob);
    const said: Message[] = [await send(ada, id, 'first')];
    const place = fc.nat({ max: 40 });
    const deed = fc.record({ what: fc.constantFrom('send', 'edit', 'react', 'delete', 'read'), place });
    const bound = fc.option(fc.integer({ min: 1, max: 45 }), { nil: undefined });
    const look = fc.record({ limit: fc.constantFrom(2, 5), before: bound, after: bound });
    const act = async ({ what, place: at }: { what: string; place: number }): Promise<void> => {
      const { id: messageId } = said[at % said.length] ?? { id: '' };
      const path = pathOf(id, `/${messageId}`);
      if (what === 'send') said.push(await send(ada, id, `message ${said.length}`));
      // What is refused, as the edit of a tombstone, changes nothing.
      else if (what === 'edit') await ada.api.call('PATCH', path, { content: `edited ${at}` });
      else if (what === 'react') await bob.api.call('PUT', `${path}/reactions/${encodeURIComponent('👍')}`);
      else if (what === 'delete') await ada.api.call('DELETE', path);
    };
    const step = fc.record({ deed, looks: fc.array(look, { minLength: 1, maxLength: 3 }) });
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 3, maxLength: 8 }), async (steps) => {
        for (const { deed: done, looks } of steps) {
          await act(done);
          for (const query of looks) {
            const wanted = Object.entries(query).flatMap(([name, value]) => (value ? [`${name}=${value}`] : []));
            const answer = await get(bob, pathOf(id, `?${wanted.join('&')}`));
            const stored = await server.parts.storage.log.readPage(id, query);
            expect(await answer.text()).toBe(Buffer.from(stored).toString());
          }
        }
      }),
      { numRuns: 5 },
    );
  });

  test('is the same packed, is sent to nobody who has it, and is another after a change', async () => {
    const { ada, bob } = await registerAll(server.url, 'ada', 'bob');
    const { id } = await startDirect(ada, bob);
    for (let count = 0; count < 5; count += 1) await send(ada, id, 'a long story '.repeat(60));
    const plain = await get(bob, pathOf(id), { 'accept-encoding': 'identity' });
    const packed = await get(ada, pathOf(id), { 'accept-encoding': 'gzip' });
    expect([packed.headers.get('content-encoding'), packed.headers.get('vary')]).toEqual(['gzip', 'accept-encoding']);
    expect(await packed.text()).toBe(await plain.text());
    const etag = plain.headers.get('etag') ?? '';
    expect([etag, packed.headers.get('cache-control')]).toEqual([packed.headers.get('etag'), 'no-store']);
    const again = await get(bob, pathOf(id), { 'if-none-match': etag });
    expect([again.status, await again.text(), again.headers.get('etag')]).toEqual([304, '', etag]);
    await send(ada, id, 'more');
    const changed = await get(bob, pathOf(id), { 'if-none-match': etag });
    expect([changed.status, changed.headers.get('etag') === etag]).toEqual([200, false]);
  });
});
