import { once } from 'node:events';
import { expect, test } from 'vitest';
import { WebSocket } from 'ws';
import { register, send, startDirect } from './api.ts';
import { bearer, textOf } from './sockets.ts';
import { startServer } from './start-server.ts';

test.each(['on', 'off'])(
  'SOCKET_COMPRESSION=%s: a client that asks for compression reads the same messages',
  async (setting) => {
    await using server = await startServer({ SOCKET_COMPRESSION: setting });
    const ada = await register(server.url, 'ada');
    const bob = await register(server.url, 'bob');
    const chat = await startDirect(ada, bob);
    const url = `${server.url.replace('http', 'ws')}/api/chats/ws/${chat.id}/${bob.user.id}`;
    const socket = new WebSocket(url, { ...bearer(bob), perMessageDeflate: true });
    const received: string[] = [];
    const both = Promise.withResolvers<void>();
    socket.on('message', (data) => {
      if (textOf(data).startsWith('{"type":"message"')) received.push(textOf(data));
      if (received.length === 2) both.resolve();
    });
    await once(socket, 'open');
    const messages = [await send(ada, chat.id, 'short'), await send(ada, chat.id, 'long '.repeat(1_000))];
    await both.promise;
    expect(socket.extensions.includes('permessage-deflate')).toBe(setting === 'on');
    expect(received.map((text) => JSON.parse(text) as unknown)).toEqual(
      messages.map((message) => ({ type: 'message', message })),
    );
    socket.terminate();
  },
);
