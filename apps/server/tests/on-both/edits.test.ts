import { createClient } from '@confab/client';
import type { Message, MessageVersion, Problem } from '@confab/protocol';
import { afterAll, expect, test } from 'vitest';
import { readZip } from '../../src/export/read-zip.contract.ts';
import { type Person, registerAll, send, startDirect, startGroup } from '../api.ts';
import { startServer } from '../start-server.ts';

const server = await startServer();
afterAll(() => server.close());
/** Whoever came first owns the place. */
const { owner } = await registerAll(server.url, 'owner');

const pathOf = ({ chatId, id }: Message): string => `/api/chats/${chatId}/messages/${id}`;
const edit = (person: Person, message: Message, content: string) =>
  person.api.must<Message>('PATCH', pathOf(message), { content });

async function versions(person: Person, message: Message): Promise<string[]> {
  const answer = await person.api.must<{ versions: MessageVersion[] }>('GET', `${pathOf(message)}/edits`);
  return answer.versions.map(({ content }) => content);
}

async function refusal(person: Person, path: string): Promise<[number, string]> {
  const answer = await person.api.call<Problem>('GET', path);
  return [answer.status, answer.body.code];
}

test('[D20] an outsider learns nothing of what a message said, whether or not it was edited', async () => {
  const { ada, bob, eve } = await registerAll(server.url, 'ada', 'bob', 'eve');
  const group = await startGroup(ada, [bob]);
  const message = await send(ada, group.id, 'a slip');
  await edit(ada, message, 'ours');
  expect(await refusal(eve, `${pathOf(message)}/edits`)).toEqual([404, 'not-found']);
  // By way of a chat that is hers, and at a place where nothing is.
  const own = await startDirect(eve, bob);
  expect(await refusal(eve, `${pathOf({ ...message, chatId: own.id })}/edits`)).toEqual([404, 'not-found']);
  expect(await refusal(ada, `/api/chats/${group.id}/messages/${group.id}.99/edits`)).toEqual([404, 'not-found']);
  await ada.api.must('DELETE', `/api/chats/${group.id}/members/${bob.user.id}`);
  expect(await refusal(bob, `${pathOf(message)}/edits`)).toEqual([404, 'not-found']);
});

test('[D39] each edit keeps the text before it with its time, for every reader, until the message is deleted', async () => {
  const { ada, bob } = await registerAll(server.url, 'ada', 'bob');
  const chat = await startDirect(ada, bob);
  const message = await send(ada, chat.id, 'one');
  expect(await versions(bob, message)).toEqual([]);
  const second = await edit(ada, message, 'two');
  // The same again is no edit.
  await edit(ada, message, 'two');
  await edit(ada, message, 'three');
  expect(await versions(bob, message)).toEqual(['one', 'two']);
  await using client = createClient({ baseUrl: server.url, token: bob.token });
  expect(await client.versions(message)).toEqual([
    { content: 'one', at: message.createdAt },
    { content: 'two', at: second.editedAt },
  ]);
  await ada.api.must('DELETE', pathOf(message));
  expect(await refusal(bob, `${pathOf(message)}/edits`)).toEqual([409, 'message-deleted']);
});

test('[D39] the latest 50 are kept', async () => {
  const { ada, bob } = await registerAll(server.url, 'ada', 'bob');
  const chat = await startDirect(ada, bob);
  const message = await send(ada, chat.id, 'text 0');
  for (let n = 1; n <= 53; n++) await edit(ada, message, `text ${n}`);
  const kept = await versions(bob, message);
  expect([kept.length, kept[0], kept.at(-1)]).toEqual([50, 'text 3', 'text 52']);
  // While it is held, more are: nobody can tell.
  await owner.api.must('PUT', `/api/holds/chat/${chat.id}`, { reason: 'A lawsuit' });
  await edit(ada, message, 'text 54');
  const held = await versions(bob, message);
  expect([held.length, held[0], held.at(-1)]).toEqual([50, 'text 4', 'text 53']);
  const archive = await fetch(`${server.url}/api/chats/${chat.id}/export`, {
    headers: { authorization: `Bearer ${ada.token}` },
  });
  const edits = readZip(Buffer.from(await archive.arrayBuffer())).get('edits.jsonl');
  expect(edits?.toString().trimEnd().split('\n')).toHaveLength(50);
});
