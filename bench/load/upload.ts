import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { Agent, type IncomingMessage, request } from 'node:http';
import type { UploadArgs, UploadResult } from './wire.ts';

/** As much as the SDK sends at once. */
const partBytes = 16 * 2 ** 20;
const pieceBytes = 2 ** 20;

/** Uploads one file as the SDK does, a part after another on one connection, then gives it up unless it is to be kept. */
export async function upload({ port, token, bytes, isKept }: UploadArgs): Promise<UploadResult> {
  const agent = new Agent({ keepAlive: true, maxSockets: 1 });
  // Nothing that could be packed, and made before the clock runs.
  const piece = randomBytes(pieceBytes);
  const ask = (method: string, path: string, headers: Record<string, string>, length = 0): Promise<IncomingMessage> =>
    send(
      {
        agent,
        port,
        method,
        path,
        headers: { authorization: `Bearer ${token}`, 'tus-resumable': '1.0.0', ...headers },
      },
      piece,
      length,
    );
  const from = performance.now();
  const begun = await ask('POST', '/api/uploads', { 'upload-length': String(bytes) });
  const path = begun.headers.location ?? '';
  for (let offset = 0; offset < bytes; offset += partBytes) {
    const length = Math.min(partBytes, bytes - offset);
    const headers = {
      'upload-offset': String(offset),
      'content-type': 'application/offset+octet-stream',
      'content-length': String(length),
    };
    const answer = await ask('PATCH', path, headers, length);
    if (answer.statusCode !== 204) throw new Error(`A part was answered with ${answer.statusCode}.`);
  }
  const seconds = (performance.now() - from) / 1_000;
  if (!isKept) await ask('DELETE', path, {});
  agent.destroy();
  return { seconds, fileId: path.split('/').at(-1) ?? '' };
}

interface Sending {
  agent: Agent;
  port: number;
  method: string;
  path: string;
  headers: Record<string, string>;
}

async function send(options: Sending, piece: Buffer, length: number): Promise<IncomingMessage> {
  const asked = request({ host: '127.0.0.1', ...options });
  const answered = once(asked, 'response');
  for (let left = length; left > 0; left -= piece.length) {
    if (!asked.write(left < piece.length ? piece.subarray(0, left) : piece)) await once(asked, 'drain');
  }
  asked.end();
  const [answer] = (await answered) as [IncomingMessage];
  answer.resume();
  await once(answer, 'end');
  return answer;
}
