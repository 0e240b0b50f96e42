import { once } from 'node:events';
import { createServer as createHttpServer } from 'node:http';
import { createServer, type Server } from 'node:net';
import { expect, test } from 'vitest';
import { createPoster, type PostOptions } from './post.ts';

const sent: PostOptions = { headers: { ttl: 1 }, body: Buffer.from('body'), timeoutMs: 2_000 };

async function postTo(url: string, { isPrivate = true, timeoutMs = 2_000 } = {}) {
  const poster = createPoster({ private: isPrivate });
  try {
    return await poster.post(new URL(url), { ...sent, timeoutMs });
  } finally {
    poster.close();
  }
}

async function listen(server: Server): Promise<number> {
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  return typeof address === 'object' ? (address?.port ?? 0) : 0;
}

test('how far it got is told from each other: no such name, nobody there, no TLS, no answer', async () => {
  const plain = createHttpServer((_, response) => void response.end());
  const silent = createServer(() => {});
  const [plainPort, silentPort] = await Promise.all([listen(plain), listen(silent)]);
  const closed = createServer();
  const closedPort = await listen(closed);
  closed.close();
  await once(closed, 'close');
  expect(await postTo('https://no-such-name.invalid/')).toEqual({ fault: 'dns' });
  expect(await postTo(`https://127.0.0.1:${closedPort}/`)).toEqual({ fault: 'connect' });
  expect(await postTo(`https://127.0.0.1:${plainPort}/`)).toEqual({ fault: 'tls' });
  expect(await postTo(`https://127.0.0.1:${silentPort}/`, { timeoutMs: 100 })).toEqual({ fault: 'timeout' });
  expect(await postTo(`http://127.0.0.1:${plainPort}/`)).toMatchObject({ status: 200 });
  plain.closeAllConnections();
  plain.close();
  silent.close();
});

test('[A20] what only this machine reaches is not connected to, by address or by name', async () => {
  let connections = 0;
  const server = createServer(() => (connections += 1));
  const port = await listen(server);
  const urls = [
    `https://127.0.0.1:${port}/`,
    `https://[::ffff:127.0.0.1]:${port}/`,
    `http://127.0.0.1:${port}/`,
    `https://localhost:${port}/`,
  ];
  for (const url of urls) expect(await postTo(url, { isPrivate: false })).toEqual({ fault: 'address' });
  expect(connections).toBe(0);
  server.close();
});

test('[A21] no redirect is followed, and an answer without an end is hung up on', async () => {
  let asked = 0;
  const hungUp = Promise.withResolvers<void>();
  const server = createHttpServer((request, response) => {
    asked += 1;
    if (request.url === '/moved') return response.writeHead(307, { location: '/endless' }).end();
    response.writeHead(201);
    const timer = setInterval(() => response.write(Buffer.alloc(2_048)), 1);
    response.on('close', () => {
      clearInterval(timer);
      hungUp.resolve();
    });
    return undefined;
  });
  const port = await listen(server);
  expect(await postTo(`http://127.0.0.1:${port}/moved`)).toMatchObject({ status: 307 });
  expect(asked).toBe(1);
  const poster = createPoster({ private: true });
  expect(await poster.post(new URL(`http://127.0.0.1:${port}/endless`), sent)).toMatchObject({ status: 201 });
  await hungUp.promise;
  poster.close();
  server.close();
});

test('[A21] who answers in another protocol, as a socket, ends it', async () => {
  const server = createServer((socket) => {
    socket.on('error', () => {});
    socket.once('data', () =>
      socket.write('HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\nUpgrade: x\r\n\r\n'),
    );
  });
  const port = await listen(server);
  expect(await postTo(`http://127.0.0.1:${port}/`)).toEqual({ fault: 'connect' });
  server.close();
});
