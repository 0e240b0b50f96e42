import { connect } from 'node:net';

export interface RawAnswer {
  status: number;
  head: string;
  body: string;
}

/** One request as it is written, whatever a client library would have made of its path. */
export function askRaw(
  url: string,
  method: string,
  path: string,
  headers: Readonly<Record<string, string>> = {},
): Promise<RawAnswer> {
  const lines = Object.entries({ host: 'localhost', connection: 'close', ...headers });
  const head = lines.map(([name, value]) => `${name}: ${value}\r\n`).join('');
  const { promise, resolve, reject } = Promise.withResolvers<RawAnswer>();
  const socket = connect(Number(new URL(url).port), '127.0.0.1', () => {
    socket.write(`${method} ${path} HTTP/1.1\r\n${head}\r\n`);
  });
  let text = '';
  socket.setEncoding('utf8').on('data', (part: string) => (text += part));
  socket.on('error', reject);
  socket.on('close', () => {
    const [answerHead = '', ...body] = text.split('\r\n\r\n');
    resolve({
      status: Number(/^HTTP\/1\.1 (\d{3})/.exec(answerHead)?.[1] ?? 0),
      head: answerHead,
      body: body.join(''),
    });
  });
  return promise;
}
