import type { Chat, Problem } from '@confab/protocol';
import { afterAll, expect, test } from 'vitest';
import { registerAll, startGroup } from './api.ts';
import { connectLive } from './sockets.ts';
import { startServer } from './start-server.ts';

const server = await startServer();
afterAll(() => server.close());

test('[A10] [A29] a NUL, which not every database can hold, gets to none of them', async () => {
  const { ada } = await registerAll(server.url, 'ada');
  const group = await startGroup(ada, []);
  const requests: [string, string, unknown?][] = [
    ['GET', '/api/chats/%00'],
    ['GET', '/api/chats/c%00/messages'],
    ['POST', '/api/chats/%00/messages', { content: 'hi' }],
    ['POST', '/api/chats/%00/read', { seq: 1 }],
    ['PATCH', `/api/chats/${group.id}/messages/%00`, { content: 'hi' }],
    ['DELETE', `/api/chats/${group.id}/members/%00`],
    ['DELETE', '/api/auth/sessions/%00'],
    ['POST', '/api/chats', { kind: 'group', name: 'Group', memberIds: ['\0'] }],
    ['POST', '/api/auth/login', { username: 'ada\0', password: 'x' }],
    ['GET', '/api/auth/users?query=%00'],
    ['GET', `/api/auth/users?cursor=${Buffer.from('["\\u0000",""]').toString('base64url')}`],
    ['GET', '/api/auth/users?ids=%00'],
  ];
  for (const [method, path, body] of requests) {
    const answer = await ada.api.call<Problem>(method, path, body);
    expect([method, path, answer.status, answer.body.errors?.length]).toEqual([method, path, 400, 1]);
  }
});

test('[A10] [A29] a command whose ids hold a NUL is refused before it shares a transaction with others', async () => {
  const { ada } = await registerAll(server.url, 'ada');
  await using socket = await connectLive(server.url, ada);
  const commands = [
    { type: 'send', chatId: '\0', clientId: 'one', content: 'hi' },
    { type: 'read', chatId: '\0', seq: 1 },
    { type: 'watch-presence', userIds: ['\0'] },
  ];
  for (const command of commands) socket.send(command);
  const errors = await socket.until(
    () => (socket.ofType('error').length === commands.length ? socket.ofType('error') : null),
    'an error for each',
  );
  expect(errors.map(({ code }) => code)).toEqual(commands.map(() => 'invalid-frame'));
});

test('[A19] a group has a name that can be seen, in letters that can be stored', async () => {
  const { ada } = await registerAll(server.url, 'ada');
  const group = await startGroup(ada, []);
  const rename = (name: string) => ada.api.call<Chat>('PATCH', `/api/chats/${group.id}`, { name });
  const odd = ['\u200B\u2060', '\u2800', 'two\u2029lines', 'half a \ud83d pair'];
  for (const name of odd) expect([name, (await rename(name)).status]).toEqual([name, 400]);
  const { body } = await rename('whole \ud83d\ude00 pair');
  expect(body).toMatchObject({ name: 'whole 😀 pair', lastMessage: { event: { name: 'whole 😀 pair' } } });

});
});
