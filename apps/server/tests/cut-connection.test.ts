import { randomUUID } from 'node:crypto';
import { expect, test } from 'vitest';
import { readHistory, registerAll, send, startDirect, type Person } from './api.ts';
import { startTcpProxy, type TcpProxy } from './faults/tcp-proxy.ts';
import { connectLive } from './sockets.ts';
import { startServer, type TestServer } from './start-server.ts';

type Direction = Parameters<TcpProxy['cutAfter']>[0];

interface Place {
  server: TestServer;
  proxy: TcpProxy;
  sender: Person;
  chatId: string;
}

async function openPlace(): Promise<Place & AsyncDisposable> {
  const server = await startServer();
  const proxy = await startTcpProxy(Number(new URL(server.url).port));
  const { ada, bob } = await registerAll(server.url, 'ada', 'bob');
  const { id: chatId } = await startDirect(ada, bob);
  return {
    server,
    proxy,
    sender: ada,
    chatId,
    async [Symbol.asyncDispose]() {
      await proxy[Symbol.asyncDispose]();
      await server.close();
    },
  };
}

/** Sends over a connection that ends after so many bytes, then again as a client does. Answers whether the cut came first. */
async function sendThroughCut(place: Place, direction: Direction, bytes: number): Promise<boolean> {
  const { proxy, sender, chatId } = place;
  const clientId = randomUUID();
  const socket = await connectLive(`http://127.0.0.1:${proxy.port}`, sender);
  proxy.cutAfter(direction, bytes);
  const content = `cut ${direction} after ${bytes}`;
  socket.send({ type: 'send', chatId, clientId, content });
  const answers = (): boolean => socket.ofType('ack').length > 0 && socket.ofType('message').length > 0;
  const isCut = await Promise.race([
    socket.closed().then(() => true),
    socket.until(answers, 'answer').then(() => false),
  ]).catch(() => true);
  await socket[Symbol.asyncDispose]();
  await send(sender, chatId, content, clientId);
  return isCut;
}

test.each(['to-server', 'to-client'] as const)(
  '[A35] [D1] [D2] a connection cut at any byte %s leaves one message after the retry',
  async (direction) => {
    await using place = await openPlace();
    let bytes = 0;
    while (await sendThroughCut(place, direction, bytes)) bytes += 1;
    const messages = await readHistory(place.sender, place.chatId);
    // All of a send, or of its acknowledgement and its message, was gone through.
    expect(bytes).toBeGreaterThan(100);
    expect(messages).toHaveLength(bytes + 1);
    expect(new Set(messages.map(({ content }) => content)).size).toBe(bytes + 1);
    expect(messages.map(({ seq }) => seq)).toEqual(messages.map((_, index) => index + 1));
  },
  120_000,
);
