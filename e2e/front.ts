import { once } from 'node:events';
import { createServer, request, type IncomingMessage, type ServerResponse } from 'node:http';
import { text as readText } from 'node:stream/consumers';
import { type AddressInfo, connect, type Socket } from 'node:net';

/** Stands before a server as a proxy does, over an upgrade of the page that it serves. */
export interface Front extends AsyncDisposable {
  readonly url: string;
  /** Nobody answers any more, until `heal`. */
  cut: () => void;
  heal: () => void;
  /** The page is of a build with this name from now on, and the file that matches is gone with the one before. */
  upgrade: (build: string, gone: RegExp) => void;
}

const isOfBuild = /^\/(?:sw\.js|version\.json|index\.html)$|^\/(?:[^.]*)$/;

export async function startFront(serverUrl: string, build: string): Promise<Front> {
  const { hostname, port } = new URL(serverUrl);
  const sockets = new Set<Socket>();
  let isCut = false;
  let next: { build: string; gone: RegExp } | null = null;

  /** The script of the next build's worker does not name what is gone. */
  const rewriteFor = (upgrade: typeof next, text: string): string => {
    if (upgrade === null) return text;
    return text.replace(upgrade.gone, '').replaceAll(build, upgrade.build);
  };

  const server = createServer((asked, answer) => {
    if (next?.gone.test(asked.url ?? '')) {
      answer.writeHead(404).end();
      return;
    }
    const isRewritten = next !== null && asked.method === 'GET' && isOfBuild.test(asked.url ?? '');
    const headers = isRewritten ? withoutCoding(asked.headers) : asked.headers;
    const passed = request({ hostname, port, path: asked.url, method: asked.method, headers }, (found) => {
      if (!isRewritten) {
        answer.writeHead(found.statusCode ?? 502, found.headers);
        found.pipe(answer);
      } else {
        void answerRewritten(found, answer, (text) => rewriteFor(next, text));
      }
    });
    passed.on('error', () => answer.destroy());
    asked.pipe(passed);
  });
  server.on('connection', (socket: Socket) => {
    if (isCut) {
      socket.destroy();
      return;
    }
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
    socket.on('error', () => socket.destroy());
  });
  server.on('upgrade', (asked: IncomingMessage, socket: Socket) => {
    const passed = connect(Number(port), hostname);
    const lines = asked.rawHeaders.flatMap((name, at) =>
      at % 2 === 0 ? [`${name}: ${asked.rawHeaders[at + 1]}`] : [],
    );
    passed.write([`GET ${asked.url} HTTP/1.1`, ...lines, '', ''].join('\r\n'));
    passed.pipe(socket).pipe(passed);
    passed.on('error', () => socket.destroy());
    socket.on('close', () => passed.destroy());
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const cut = (): void => {
    isCut = true;
    for (const socket of sockets) socket.destroy();
  };
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    cut,
    heal: () => (isCut = false),
    upgrade: (name, gone) => (next = { build: name, gone }),
    async [Symbol.asyncDispose]() {
      cut();
      server.close();
      await once(server, 'close');
    },
  };
}

function withoutCoding(headers: IncomingMessage['headers']): IncomingMessage['headers'] {
  const { 'accept-encoding': _coding, 'if-none-match': _known, ...others } = headers;
  return others;
}

async function answerRewritten(
  found: IncomingMessage,
  answer: ServerResponse,
  rewrite: (text: string) => string,
): Promise<void> {
  const text = rewrite(await readText(found));
  const { 'content-length': _length, etag: _etag, ...headers } = found.headers;
  answer.writeHead(found.statusCode ?? 502, headers).end(text);
}
