import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, test } from 'vitest';
import { WebSocket, WebSocketServer } from 'ws';
import { deflateFrames } from './deflate-frames.ts';
import { textFrame } from './frame.ts';

test('a client that asks for compression reads what was sent, short frames and long, joined in one write', async () => {
  const texts = ['short', 'x'.repeat(600), JSON.stringify({ content: 'ж'.repeat(40_000) }), 'y'.repeat(200_000), 'end'];
  const http = createServer().listen(0, '127.0.0.1');
  await once(http, 'listening');
  const sockets = new WebSocketServer({ noServer: true, perMessageDeflate: { serverNoContextTakeover: true } });
  http.on('upgrade', (request, socket, head) => {
    sockets.handleUpgrade(request, socket, head, () => {
      const frames = Buffer.concat(texts.map((text) => textFrame(text)));
      expect(deflateFrames(frames).length).toBeLessThan(frames.length / 10);
      expect(deflateFrames(frames)).toBe(deflateFrames(frames));
      socket.write(deflateFrames(frames));
    });
  });
  const { port } = http.address() as AddressInfo;
  const client = new WebSocket(`ws://127.0.0.1:${port}`, { perMessageDeflate: true });
  const received: string[] = [];
  await new Promise<void>((resolve, reject) => {
    client.on('error', reject);
    client.on('message', (data) => {
      received.push(Buffer.isBuffer(data) ? data.toString() : '');
      if (received.length === texts.length) resolve();
    });
  });
  expect(client.extensions).toContain('permessage-deflate');
  expect(received).toEqual(texts);
  client.terminate();
  http.close();
});
