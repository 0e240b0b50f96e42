import type { Chat } from '@confab/protocol';
import { afterAll, expect, test } from 'vitest';
import { rebuildMentions } from '../../src/mentions/index.ts';
import { type Person, registerAll, send, startGroup } from '../api.ts';
import { startServer } from '../start-server.ts';

const server = await startServer();
afterAll(() => server.close());

const db = server.parts.storage.db.$extendTables<{ mentions: { user_id: string; chat_id: string; seq: number } }>();
const indexNow = () =>
  db.selectFrom('mentions').selectAll().orderBy('user_id').orderBy('chat_id').orderBy('seq').execute();

async function mentionsOf(person: Person, chatId: string): Promise<number | undefined> {
  return (await person.api.must<Chat>('GET', `/api/chats/${chatId}`)).mentions;
}

test('[D26] [D33] a damaged index of mentions is rebuilt from the messages, also after it was cut off anywhere', async () => {
  const { ada, bob, cleo } = await registerAll(server.url, 'ada', 'bob', 'cleo');
  const at = ({ user }: Person): string => `@${user.username}`;
  const group = await startGroup(ada, [bob, cleo]);
  const other = await startGroup(ada, [bob]);
  for (let n = 0; n < 6; n += 1) await send(ada, group.id, n % 2 === 0 ? `${at(bob)} ${at(cleo)}` : 'to nobody');
  await send(ada, group.id, '@everyone');
  const gone = await send(ada, other.id, at(bob));
  await ada.api.must('DELETE', `/api/chats/${other.id}/messages/${gone.id}`);
  const edited = await send(ada, other.id, at(bob));
  await ada.api.must('PATCH', `/api/chats/${other.id}/messages/${edited.id}`, { content: 'you' });
  const right = await indexNow();
  expect(await mentionsOf(bob, group.id)).toBe(4);

  // Sound, it stays as it is.
  expect(await rebuildMentions(server.parts.storage)).toMatchObject({ added: 0, dropped: 0 });
  expect(await indexNow()).toEqual(right);

  await db.deleteFrom('mentions').where('seq', '<', 5).execute();
  const wrong = [
    { user_id: bob.user.id, chat_id: group.id, seq: 3 },
    { user_id: cleo.user.id, chat_id: other.id, seq: gone.seq },
    { user_id: bob.user.id, chat_id: other.id, seq: edited.seq },
    { user_id: '*', chat_id: 'no-such-chat', seq: 1 },
  ];
  await db.insertInto('mentions').values(wrong).execute();
  const damaged = await indexNow();
  expect(await mentionsOf(bob, group.id)).not.toBe(4);

  for (let pages = 1, isDone = false; !isDone; pages += 3) {
    await db.deleteFrom('mentions').execute();
    await db.insertInto('mentions').values(damaged).execute();
    let left = pages;
    const cutOff = rebuildMentions(server.parts.storage, {
      pageRows: 2,
      onPage: () => {
        if ((left -= 1) === 0) throw new Error('cut off');
      },
    });
    isDone = await cutOff.then(
      () => true,
      () => false,
    );
    // What was rebuilt once is not damaged again, so this one begins anew only where the last one came to its end.
    if (!isDone) await rebuildMentions(server.parts.storage, { pageRows: 3 });
    expect(await indexNow()).toEqual(right);
  }
  expect(await mentionsOf(bob, group.id)).toBe(4);
  expect(await mentionsOf(cleo, group.id)).toBe(4);
}, 60_000);
