import type { Message, ServerEvent } from '@confab/protocol';
import { expect, test } from 'vitest';
import { turn } from '../tests/manual-clock.ts';
import { me, ScriptedServer } from '../tests/scripted-server.ts';

/** As a server of another version writes it. */
function fromAnotherVersion(frame: object): ServerEvent {
  return frame as ServerEvent;
}

test('[D25] events that a client does not know change nothing, and it goes on', async () => {
  await using server = new ScriptedServer();
  await server.goLive();
  const before = server.client.getState();
  for (const type of ['thread', 'poll-closed', 'reminders'])
    server.say(fromAnotherVersion({ type, chatId: 'one', rev: 9 }));
  expect(server.client.getState()).toBe(before);
  server.say({ type: 'message', message: server.commit('ann') });
  expect(server.client.getState().chats.get('one')?.lastSeq).toBe(1);
  expect(server.status()).toBe('live');
});

test('[D25] fields, parts and system events that a client does not know leave the rest of a message as it is', async () => {
  await using server = new ScriptedServer();
  await server.goLive();
  const seen: Message[] = [];
  server.client.onMessage(({ message }) => seen.push(message));
  const text = { ...server.commit('ann'), pinned: { by: 'ann', at: 5 } };
  server.say(fromAnotherVersion({ type: 'message', message: text, shard: 3 }));
  const system = { ...server.commit('ann'), kind: 'system', event: { type: 'chat-archived', byUserId: 'ann' } };
  server.say(fromAnotherVersion({ type: 'message', message: system }));
  expect(seen).toEqual([text, system]);
  const chat = server.client.getState().chats.get('one');
  expect(chat).toMatchObject({ lastSeq: 2, rev: 2, unread: 1 });
  expect(chat?.members.map(({ userId }) => userId)).toEqual(['me', 'ann']);
});

test('[D25] what a system event says of the parts of its chat is followed, whatever the event is', async () => {
  await using server = new ScriptedServer();
  await server.goLive();
  const sayEvent = (chatParts: object): void => {
    const event = { type: 'polls-changed', chatParts };
    server.say(fromAnotherVersion({ type: 'message', message: { ...server.commit('ann'), kind: 'system', event } }));
  };
  sayEvent({ polls: 'everyone', colour: 'red' });
  sayEvent({ polls: 'admins' });
  expect(server.client.getState().chats.get('one')?.parts).toEqual({ polls: 'admins', colour: 'red' });
});

test('[D25] a refusal with a code that a client does not know fails that message alone', async () => {
  await using server = new ScriptedServer();
  await server.goLive();
  void server.client.send('one', 'first');
  await turn();
  const [sent] = server.said('send');
  const code = 'quota-spent';
  server.say(
    fromAnotherVersion({ type: 'error', code, detail: 'No.', chatId: 'one', clientId: sent?.clientId, till: 5 }),
  );
  expect(server.client.getState().chats.get('one')?.pending).toMatchObject([{ status: 'failed', error: { code } }]);
  expect(server.status()).toBe('live');
});

test('[D25] a client knows what the server says that it can do, and of an older one that it can nothing more', async () => {
  await using server = new ScriptedServer();
  await server.goLive();
  // As the first version wrote it.
  const welcome = `{"type":"welcome","connectionId":"W8JkGc9bQ6Fz","userId":"${me.id}","epoch":"e1","serverTime":"2026-11-26T04:00:00.000Z","commandRate":{"perSecond":40,"burst":200}}`;
  server.say(JSON.parse(welcome) as ServerEvent);
  expect(server.client.getState().features).toEqual([]);
  expect(server.said('resume').at(-1)).toEqual({ type: 'resume', epoch: 'e1', cursors: { one: 0 } });
  server.say({ ...(JSON.parse(welcome) as Extract<ServerEvent, { type: 'welcome' }>), features: ['time-travel'] });
  expect(server.client.getState().features).toEqual(['time-travel']);
});
