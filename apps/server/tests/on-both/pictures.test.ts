import { randomUUID } from 'node:crypto';
import { readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { crc32 } from 'node:zlib';
import { createClient, fileAddress, previewAddress } from '@confab/client';
import type { FileLimits, Message, MessageFile, Problem } from '@confab/protocol';
import sharp, { type Sharp } from 'sharp';
import { afterAll, expect, test, vi } from 'vitest';
import { type Person, registerAll, startDirect, startGroup } from '../api.ts';
import { startServer } from '../start-server.ts';

const server = await startServer();
afterAll(() => server.close());
const { ada, bob, eve } = await registerAll(server.url, 'ada', 'bob', 'eve');

const drawn = (width: number, height: number): Sharp =>
  sharp({
    create: { width, height, channels: 3, background: '#a40', noise: { type: 'gaussian', mean: 99, sigma: 20 } },
  });

async function upload({ token }: Person, bytes: Buffer): Promise<string> {
  const client = createClient({ baseUrl: server.url, token });
  return await client.uploadFile(new Blob([new Uint8Array(bytes)]), { name: 'boots' });
}

async function sendFile(person: Person, chatId: string, file: object): Promise<{ id: string; file: MessageFile }> {
  const body = { content: '', clientId: randomUUID(), files: [file] };
  const { id, files = [] } = await person.api.must<Message>('POST', `/api/chats/${chatId}/messages`, body);
  return { id, file: files[0] as MessageFile };
}

const get = (person: Person | null, path: string, headers: Record<string, string> = {}): Promise<Response> =>
  fetch(server.url + path, { headers: { ...(person && { authorization: `Bearer ${person.token}` }), ...headers } });
const preview = (person: Person | null, id: string, width: number, headers = {}): Promise<Response> =>
  get(person, previewAddress(id, width), headers);
async function statusOf(answer: Promise<Response>): Promise<number> {
  const { status, body } = await answer;
  await body?.cancel();
  return status;
}
const bytesOf = async (answer: Promise<Response>): Promise<Buffer> => Buffer.from(await (await answer).arrayBuffer());
async function onDisk(id: string): Promise<string[]> {
  const names = await readdir(server.parts.config.files?.folder ?? '', { recursive: true });
  return names.filter((name) => name.includes(id));
}

test('[D54] [A23] a message knows its pictures before they are there, and what a camera told is gone from them', async () => {
  const chat = await startDirect(ada, bob);
  const photo = await drawn(900, 600)
    .jpeg()
    .withExif({ IFD0: { Make: 'Spyglass' }, IFD3: { GPSLatitude: '52/1 31/1 12/1' } })
    .withMetadata({ orientation: 6 })
    .toBuffer();
  const id = await upload(ada, photo);
  const { file } = await sendFile(ada, chat.id, { id, alt: 'boots' });
  // Turned, as it is seen.
  expect(file).toMatchObject({ id, type: 'image/jpeg', alt: 'boots', width: 600, height: 900 });
  expect(file.thumbhash).toMatch(/^[\w-]{20,48}$/);
  expect(file.animated).toBeUndefined();
  const kept = await bytesOf(get(bob, fileAddress(id)));
  expect([kept.includes('Spyglass'), kept.length]).toEqual([false, file.size]);
  expect((await sharp(kept).metadata()).orientation).toBe(6);
});

test('[A24] [A23] killed while a photo was cleaned, it is whole and clean at the next question', async () => {
  const photo = await drawn(60, 40)
    .jpeg()
    .withExif({ IFD0: { Make: 'Spyglass' } })
    .toBuffer();
  const headers = { authorization: `Bearer ${ada.token}`, 'tus-resumable': '1.0.0' };
  const begun = await fetch(`${server.url}/api/uploads`, {
    method: 'POST',
    headers: { ...headers, 'upload-length': String(photo.length) },
  });
  const path = begun.headers.get('location') ?? '';
  const id = path.split('/').at(-1) ?? '';
  // As a process leaves them that ends in the middle: all that came, and a half of what is to be kept.
  const arrived = join(server.parts.config.files?.folder ?? '', 'uploads', id);
  await writeFile(arrived, photo);
  await writeFile(`${arrived}.clean`, photo.subarray(0, 50));
  const head = await fetch(server.url + path, { method: 'HEAD', headers });
  // It goes on counting what was sent.
  expect([head.headers.get('upload-offset'), head.headers.get('upload-length')]).toEqual([
    String(photo.length),
    String(photo.length),
  ]);
  const kept = await bytesOf(get(ada, fileAddress(id)));
  expect([kept.includes('Spyglass'), (await sharp(kept).metadata()).width]).toEqual([false, 60]);
  expect((await onDisk(id)).length).toBe(2);
});

test('[D54] what moves says so; what is none, or too large, is a file like others', async () => {
  const chat = await startDirect(ada, bob);
  const about = async (bytes: Buffer): Promise<Partial<MessageFile>> => {
    const { type, width, height, animated } = (await sendFile(ada, chat.id, { id: await upload(ada, bytes) })).file;
    return { type, ...(width && { width }), ...(height && { height }), ...(animated && { animated }) };
  };
  const frames = await sharp([await drawn(20, 10).png().toBuffer(), await drawn(20, 10).png().toBuffer()], {
    join: { animated: true },
  })
    .webp()
    .toBuffer();
  expect(await about(frames)).toEqual({ type: 'image/webp', width: 20, height: 10, animated: true });
  const png = await drawn(30, 20).png().toBuffer();
  expect(await about(png)).toEqual({ type: 'image/png', width: 30, height: 20 });
  expect(await about(png.subarray(0, -40))).toEqual({ type: 'application/octet-stream' });
  const svg = Buffer.from(
    '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><script>alert(1)</script></svg>',
  );
  expect(await about(svg)).toEqual({ type: 'image/svg+xml' });
  const large = await about(withSize(png, 50_000, 50_000));
  expect(large).toEqual({ type: 'image/png' });
});

/** A PNG that says it is so large: to be believed it needs no more bytes. */
function withSize(png: Buffer, width: number, height: number): Buffer {
  const changed = Buffer.from(png);
  changed.writeUInt32BE(width, 16);
  changed.writeUInt32BE(height, 20);
  changed.writeUInt32BE(crc32(changed.subarray(12, 29)), 29);
  return changed;
}

test('[D54] only sound is a voice message', async () => {
  const chat = await startDirect(ada, bob);
  const voice = { ms: 2_400, peaks: 'AAECAw' };
  const sound = await upload(ada, Buffer.concat([Buffer.from('OggS'), Buffer.alloc(60)]));
  expect((await sendFile(ada, chat.id, { id: sound, voice })).file).toMatchObject({ type: 'audio/ogg', voice });
  const body = { content: '', files: [{ id: await upload(ada, Buffer.from('words')), voice }] };
  const refused = await ada.api.call<Problem>('POST', `/api/chats/${chat.id}/messages`, body);
  expect(refused.body.code).toBe('invalid-request');
});

test('[D54] [A10] [A11] [A14] a preview opens by the door of its file alone', async () => {
  const group = await startGroup(ada, [bob]);
  const before = await ada.api.must<FileLimits>('GET', '/api/file-limits');
  const id = await upload(ada, await drawn(700, 200).png().toBuffer());
  const each = (width: number): Promise<number[]> =>
    Promise.all([ada, bob, eve, null].map((person) => statusOf(preview(person, id, width))));
  expect(await each(320)).toEqual([200, 404, 404, 401]);
  const { id: messageId } = await sendFile(ada, group.id, { id });
  // One that is there, and one that nobody asked for yet.
  expect([await each(320), await each(640)]).toEqual([
    [200, 200, 404, 401],
    [200, 200, 404, 401],
  ]);
  const answer = await preview(bob, id, 640);
  const picture = await sharp(await answer.arrayBuffer()).metadata();
  expect([answer.headers.get('content-type'), answer.headers.get('cache-control'), picture.width]).toEqual([
    'image/webp',
    'private, no-cache',
    640,
  ]);
  const etag = answer.headers.get('etag') ?? '';
  expect(await statusOf(preview(bob, id, 640, { 'if-none-match': etag }))).toBe(304);
  await ada.api.must('DELETE', `/api/chats/${group.id}/members/${bob.user.id}`);
  expect(await statusOf(preview(bob, id, 640, { 'if-none-match': etag }))).toBe(404);
  expect((await onDisk(id)).length).toBe(3);
  await ada.api.must('DELETE', `/api/chats/${group.id}/messages/${messageId}`);
  await vi.waitFor(async () => {
    expect(await onDisk(id)).toEqual([]);
    expect(await ada.api.must<FileLimits>('GET', '/api/file-limits')).toEqual(before);
  }, 15_000);
});

test('[D54] there are the widths that there are, never larger than the picture, and none of what is no picture', async () => {
  const before = await ada.api.must<FileLimits>('GET', '/api/file-limits');
  const bytes = await drawn(700, 3_000).jpeg().toBuffer();
  const id = await upload(ada, bytes);
  const sizes = await Promise.all(
    [320, 640, 1_280, 2_560].map(async (width) => {
      const { width: w, height: h } = await sharp(await bytesOf(preview(ada, id, width))).metadata();
      return [w, h];
    }),
  );
  expect(sizes).toEqual([
    [299, 1_280],
    [597, 2_560],
    [597, 2_560],
    [597, 2_560],
  ]);
  for (const width of [0, 100, 5_120]) expect([width, await statusOf(preview(ada, id, width))]).toEqual([width, 400]);
  const small = await upload(ada, await drawn(1, 1).png().toBuffer());
  expect((await sharp(await bytesOf(preview(ada, small, 2_560))).metadata()).width).toBe(1);
  const text = await upload(ada, Buffer.from('words'));
  expect(await statusOf(preview(ada, text, 320))).toBe(404);
  // What is made of them takes room as they do.
  const { ownBytes } = await ada.api.must<FileLimits>('GET', '/api/file-limits');
  expect(ownBytes).toBeGreaterThan(before.ownBytes + bytes.length + 5_000);
});
