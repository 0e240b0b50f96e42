import { afterAll, describe, expect, test } from 'vitest';
import { defaultConnectionLimits } from '../src/realtime/connection.ts';
import { StageClock } from '../src/realtime/stage-clock.ts';
import { registerAll, startDirect, startGroup, type Person } from './api.ts';
import { opcodes, RawSocket } from './raw-socket.ts';
import { connectLive, joinChat } from './sockets.ts';
import { startServer } from './start-server.ts';

const server = await startServer({}, { connectionLimits: defaultConnectionLimits });
afterAll(() => server.close());

const { text, binary, continuation, close, ping, pong } = opcodes;
const spread = (count: number): { opcode: number; fin: boolean }[] => [
  { opcode: text, fin: false },
  ...Array.from({ length: count }, () => ({ opcode: continuation, fin: false })),
];
const many = (opcode: number, count: number): { opcode: number }[] => Array.from({ length: count }, () => ({ opcode }));

interface Ending {
  code: number | null;
  end: (raw: RawSocket, person: Person) => void | Promise<unknown>;
}

const endings: [name: string, ending: Ending][] = [
  ['a binary frame', { code: 1003, end: (raw) => raw.send({ opcode: binary, payload: 'x' }) }],
  ['text that is not UTF-8', { code: 1007, end: (raw) => raw.send({ opcode: text, payload: Buffer.from([0xff]) }) }],
  ['a frame over the limit', { code: 1009, end: (raw) => raw.send({ opcode: text, payload: 'x'.repeat(200_000) }) }],
  ['a reserved bit', { code: 1002, end: (raw) => raw.send({ opcode: text, reserved: 2 }) }],
  ['a message in a thousand empty fragments', { code: 1008, end: (raw) => raw.send(...spread(1_000)) }],
  ['a flood of unasked pongs', { code: 4029, end: (raw) => raw.send(...many(pong, 5_000)) }],
  ['a flood of pings', { code: 4029, end: (raw) => raw.send(...many(ping, 5_000)) }],
  ['a flood of bad frames', { code: 4029, end: (raw) => raw.send(...many(text, 100)) }],
  ['a session that ended', { code: 4001, end: (_raw, person) => person.api.call('POST', '/api/auth/logout') }],
  [
    'a close frame of the client’s',
    { code: 1000, end: (raw) => raw.send({ opcode: close, payload: Buffer.from([0x03, 0xe8]) }) },
  ],
  ['a client that is gone without a word', { code: null, end: (raw) => void raw.socket.destroy() }],
];

describe.each(endings)('%s', (_name, { code, end }) => {
  test('[D22] ends being active and online within 1 s, though the peer never answers, and the socket soon', async () => {
    const { ada, bob } = await registerAll(server.url, 'ada', 'bob');
    const chat = await startDirect(ada, bob);
    await using bobs = await joinChat(server.url, chat.id, bob);
    await using watcher = await connectLive(server.url, bob);
    await using raw = await RawSocket.open(server.url, `/api/chats/ws/${chat.id}/${ada.user.id}`, ada);
    await bobs.next('active-users', ({ count }) => count === 2);
    watcher.send({ type: 'watch-presence', userIds: [ada.user.id] });
    await watcher.next('presence', ({ users }) => users[0]?.online === true);
    const cut = raw.untilCut();

    await end(raw, ada);
    const endedAt = performance.now();
    await bobs.until(() => bobs.ofType('active-users').at(-1)?.count === 1, 'ada gone');
    await watcher.until(() => watcher.ofType('presence').at(-1)?.users[0]?.online === false, 'ada offline');
    expect(performance.now() - endedAt).toBeLessThan(2_000);
    await cut;
    expect(performance.now() - endedAt).toBeLessThan(6_000);
    expect(raw.closeCode).toBe(code);
  });
});

test('[D22] being removed while one never answers ends it too, on both sockets', async () => {
  const { ada, bob } = await registerAll(server.url, 'ada', 'bob');
  const group = await startGroup(bob, [ada]);
  await using bobs = await joinChat(server.url, group.id, bob);
  await using raw = await RawSocket.open(server.url, `/api/chats/ws/${group.id}/${ada.user.id}`, ada);
  await bobs.next('active-users', ({ count }) => count === 2);
  await bob.api.must('DELETE', `/api/chats/${group.id}/members/${ada.user.id}`);
  await bobs.until(() => bobs.ofType('active-users').at(-1)?.count === 1, 'ada gone');
  await raw.untilCut();
  expect(raw.closeCode).toBe(4004);
});

test('[D14] [D27] [A38] a clock that is set forward or back cuts nobody, and stops no ping and no search for the dead', async () => {
  const clock = new StageClock();
  await using odd = await startServer({}, { clock });
  const { ada, bob } = await registerAll(odd.url, 'ada', 'bob');
  await using lively = await connectLive(odd.url, bob);
  const liveFor = async (ms: number): Promise<void> => {
    for (let passed = 0; passed < ms; passed += 5_000) {
      const before = lively.ofType('pong').length;
      lively.send({ type: 'ping' });
      await lively.until(() => lively.ofType('pong').length > before, 'a pong');
      await clock.pass(5_000);
    }
  };
  for (const stepMs of [600_000, -1_200_000]) {
    await using silent = await RawSocket.open(odd.url, '/api/ws', ada);
    const cut = silent.untilCut();
    await liveFor(5_000);
    clock.stepWall(stepMs);
    await liveFor(30_000);
    await cut;
    expect(silent.received.includes(Buffer.from([0x89, 0])), 'a ping').toBe(true);
  }
  expect(lively.webSocket.readyState).toBe(lively.webSocket.OPEN);
});

describe('control frames', () => {
  test('[A44] pings at a decent pace are answered', async () => {
    const { ada, bob } = await registerAll(server.url, 'ada', 'bob');
    const chat = await startDirect(ada, bob);
    await using raw = await RawSocket.open(server.url, `/api/chats/ws/${chat.id}/${ada.user.id}`, ada);
    for (let count = 0; count < 100; count += 1) raw.send({ opcode: ping, payload: String(count) });
    raw.send({ opcode: text, payload: JSON.stringify({ type: 'message', content: 'still here' }) });
    await using bobs = await joinChat(server.url, chat.id, bob);
    bobs.send({ type: 'message', content: 'fine' });
    await bobs.next('message', ({ message }) => message.content === 'fine');
    expect(raw.received.includes(Buffer.from([0x8a, 0x02, 0x39, 0x39])), 'the pong to the last ping').toBe(true);
    expect(raw.closeCode).toBeNull();
  });

  test('[A44] of one person on many sockets share the person’s pace, and others are not kept waiting', async () => {
    const { ada, bob } = await registerAll(server.url, 'ada', 'bob');
    const chat = await startDirect(ada, bob);
    await using bobs = await joinChat(server.url, chat.id, bob);
    const path = `/api/chats/ws/${chat.id}/${ada.user.id}`;
    const raws = await Promise.all(Array.from({ length: 20 }, () => RawSocket.open(server.url, path, ada)));
    // Less than a connection of its own may send: together they are too many.
    for (let round = 0; round < 4; round += 1) for (const raw of raws) raw.send(...many(pong, 100));
    const startedAt = performance.now();
    bobs.send({ type: 'message', content: 'fine' });
    await bobs.next('message');
    expect(performance.now() - startedAt).toBeLessThan(4_000);
    // Whichever is read first may take its own 200 of the 600 that are free at once, and stays: no more than a few can.
    const cut: RawSocket[] = [];
    const most = Promise.withResolvers<void>();
    const watch = async (raw: RawSocket): Promise<void> => {
      await raw.untilCut();
      if (cut.push(raw) === 15) most.resolve();
    };
    for (const raw of raws) void watch(raw);
    await most.promise;
    expect(cut.some(({ closeCode }) => closeCode === 4029)).toBe(true);
    // Cut off half a second later, it may not have read why by then.
    expect(new Set(cut.map(({ closeCode }) => closeCode ?? 4029))).toEqual(new Set([4029]));
    for (const raw of raws) await raw[Symbol.asyncDispose]();
  });
});
