import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { expect, test } from 'vitest';
import { safeName } from './export-chat.ts';
import { readZip } from './read-zip.contract.ts';
import { openEntry, zipOf, type ZipEntry } from './zip-stream.ts';

async function* chunks(...parts: (string | Uint8Array)[]): AsyncGenerator<string | Uint8Array> {
  yield* parts;
}

async function* entries(): AsyncGenerator<ZipEntry> {
  yield { name: 'chat.json', at: Date.UTC(2026, 10, 26, 12), chunks: chunks('{"a":', '"ä🎈"}\n') };
  yield {
    name: 'files/ab/bytes',
    at: 0,
    chunks: chunks(new Uint8Array([0, 255, 1]), new Uint8Array(70_000)),
    isPacked: true,
  };
  yield { name: 'empty', at: 0, chunks: chunks() };
}

test('an archive holds what was put into it, packed or as it was', async () => {
  const files = readZip(await buffer(zipOf(entries())));
  expect([...files.keys()]).toEqual(['chat.json', 'files/ab/bytes', 'empty']);
  expect(files.get('chat.json')?.toString()).toBe('{"a":"ä🎈"}\n');
  expect(files.get('files/ab/bytes')).toEqual(Buffer.concat([Buffer.from([0, 255, 1]), Buffer.alloc(70_000)]));
  expect(files.get('empty')).toHaveLength(0);
});

test('[A42] bytes that are open are closed when their reader goes away, begun or not', async () => {
  const bytes = Readable.from(['never read']);
  const opened = openEntry({ name: 'a', at: 0, isPacked: true }, bytes);
  await opened.next();
  await opened.return(undefined);
  expect(bytes.destroyed).toBe(true);
});

async function* failing(): AsyncGenerator<string> {
  yield 'x';
  throw new Error('the disk is gone');
}

async function* broken(): AsyncGenerator<ZipEntry> {
  yield { name: 'a', at: 0, chunks: failing() };
}

test('an entry that can’t be read fails the archive', async () => {
  await expect(buffer(zipOf(broken()))).rejects.toThrow('the disk is gone');
});

test.each([
  ['../../etc/passwd', '_./.._etc_passwd'],
  ['C:\\con.txt', 'C__con.txt'],
  ['a\u202egpj.exe', 'a_gpj.exe'],
  ['...', '_'],
  ['', 'file'],
])('[A22] %j becomes a name that leads nowhere', (name) => {
  const safe = safeName(name);
  expect(safe).toMatch(/^[^\p{C}<>:"/\\|?*]+$/u);
  expect(safe).not.toMatch(/^\.|\.$/);
});
