import { expect, test } from 'vitest';
import { type Clock, systemClock } from '../../src/realtime/clock.ts';
import { compareEveryMs } from '../../src/realtime/rounds.ts';
import { type Person, registerAll, send, startGroup } from '../api.ts';
import { connect } from '../sockets.ts';
import { startServer, type TestServer } from '../start-server.ts';

const dayMs = 24 * 3_600_000;

async function connectWithThreads({ url }: TestServer, person: Person) {
  const socket = await connect(url, person);
  socket.send({ type: 'resume', epoch: null, cursors: {}, threads: true });
  await socket.next('ready');
  const toldOf = (): string[] => socket.ofType('chats').flatMap(({ chats }) => chats.map(({ id }) => id));
  return Object.assign(socket, { toldOf });
}

test('[D32] of a thread that was silent for 30 days nobody is told until somebody speaks in it, then at once', async () => {
  let passedMs = 0;
  const clock: Clock = {
    ...systemClock,
    wallNow: () => systemClock.wallNow() + passedMs,
    // What is compared again and again is compared soon.
    after: (delayMs, task) => systemClock.after(delayMs === compareEveryMs ? 50 : delayMs, task),
  };
  await using server = await startServer({ SESSION_DAYS: '90' }, { clock });
  const { ada, bob } = await registerAll(server.url, 'ada', 'bob');
  const group = await startGroup(ada, [bob]);
  const { seq } = await send(ada, group.id, 'ours');
  const threadId = `${group.id}~${seq.toString(36)}`;
  await send(bob, threadId, 'one');
  passedMs += 29 * dayMs;
  {
    await using awake = await connectWithThreads(server, bob);
    expect(awake.toldOf()).toContain(threadId);
  }
  passedMs += 2 * dayMs;
  await using bobs = await connectWithThreads(server, bob);

  // That he is in another chat no bus told: that he is told of it says that what he follows was compared.
  const later = await startGroup(ada, []);
  const membership = { chat_id: later.id, user_id: bob.user.id, role: 'member' as const, joined_at: 0, read_seq: 0 };
  await server.parts.storage.db.insertInto('members').values(membership).execute();
  await bobs.until(() => bobs.toldOf().includes(later.id), 'the other chat');
  expect(bobs.toldOf()).toContain(group.id);
  expect(bobs.toldOf()).not.toContain(threadId);

  await send(ada, threadId, 'two');
  await bobs.until(() => bobs.toldOf().includes(threadId), 'the thread');
  const [thread] = bobs.ofType('chats').flatMap(({ chats }) => chats.filter(({ id }) => id === threadId));
  expect(thread).toMatchObject({ unread: 1, lastMessage: { content: 'two' } });
  await send(ada, threadId, 'three');
  await bobs.next('message', ({ message }) => message.content === 'three');
});
