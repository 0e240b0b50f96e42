import type { Document } from '@confab/protocol';
import { expect, test } from 'vitest';
import { turn } from '../tests/manual-clock.ts';
import { ScriptedServer } from '../tests/scripted-server.ts';
import { documentOf, memoryOutboxStorage, type OutboxEntry } from './index.ts';

/** A server that keeps documents, with a client that is live and has none. */
class DocumentServer extends ScriptedServer {
  override features: string[] | undefined = ['documents', 'documents/theme', 'documents/draft'];

  override async goLive(documents: Document[] = []): Promise<void> {
    this.client.connect();
    await this.welcome();
    await this.answer(documents);
  }

  async answer(documents: Document[] = [], upToRev = documents.at(-1)?.rev ?? 0): Promise<void> {
    if (this.said('resume')[0]?.documents !== undefined) {
      this.say({ type: 'documents', documents, upToRev, more: false });
    }
    this.say({ type: 'ready' });
    await turn();
  }

  get puts(): unknown[] {
    return this.said('put-document').map(({ key, value, n }) => [key, value, n]);
  }

  get draft(): string | undefined {
    return documentOf(this.client.getState(), 'draft', 'one')?.content;
  }

  type(content: string): void {
    this.client.putDocument('draft', 'one', { content });
  }

  /** The put that was said last is durable, as this change. */
  takePut(rev: number): void {
    const { key = '', n = 0 } = this.said('put-document').at(-1) ?? {};
    this.say({ type: 'document-ack', key, n, rev });
  }

  tell(rev: number, value: unknown, key = 'draft/one'): void {
    this.say({ type: 'document', document: document(rev, value, key) });
  }
}

function document(rev: number, value: unknown, key = 'draft/one'): Document {
  return { key, rev, value, updatedAt: '2026-01-01T00:00:00.000Z' };
}

test('[D24] a draft that changes with every key is shown at once and leaves once a second', async () => {
  await using server = new DocumentServer();
  await server.goLive();
  for (let length = 1; length <= 25; length += 1) {
    server.type('x'.repeat(length));
    expect(server.draft).toHaveLength(length);
    if (length === 1) server.takePut(1);
    await server.clock.advance(100);
  }
  expect(server.puts).toEqual([
    ['draft/one', { content: 'x' }, 1],
    ['draft/one', { content: 'x'.repeat(10) }, 2],
  ]);
  server.takePut(2);
  await server.clock.advance(1_000);
  expect(server.puts.at(-1)).toEqual(['draft/one', { content: 'x'.repeat(25) }, 3]);
});

test('[D24] what was put is shown without a moment of what was before it, whichever word of the server comes first', async () => {
  await using server = new DocumentServer();
  await server.goLive([document(4, { content: 'before' })]);
  const shown: (string | undefined)[] = [];
  const stop = server.client.watchDocument('draft', 'one', (value) => void shown.push(value?.content));
  server.type('mine');
  server.takePut(5);
  server.tell(5, { content: 'mine' });
  server.tell(6, { content: 'from another device' });
  await server.clock.advance(1_000);
  server.type('mine again');
  server.tell(7, { content: 'mine again' });
  server.takePut(7);
  server.tell(8, null);
  stop();
  server.tell(9, { content: 'unseen' });
  expect(shown).toEqual(['mine', 'from another device', 'mine again', undefined]);
});

test('a view of one document is the same object while it says the same, and hears nothing of others', async () => {
  await using server = new DocumentServer();
  await server.goLive([document(1, { content: 'same' })]);
  let calls = 0;
  server.client.watchDocument('draft', 'one', () => (calls += 1));
  const before = server.client.getState().documents;
  server.tell(2, { content: 'same' });
  expect(server.client.getState().documents).toBe(before);
  server.tell(3, { choice: 'dark' }, 'theme');
  expect(server.client.getState().documents.get('draft/one')).toBe(before.get('draft/one'));
  expect(calls).toBe(0);
});

test('[D24] what was put without a connection goes out with the next, the last word on each', async () => {
  await using server = new DocumentServer();
  server.type('first');
  server.client.putDocument('theme', null, { choice: 'dark' });
  server.type('second');
  await server.goLive();
  server.takePut(1);
  server.takePut(1);
  expect(server.puts).toEqual([
    ['draft/one', { content: 'second' }, 1],
    ['theme', { choice: 'dark' }, 2],
  ]);
});

test('[D24] a put whose answer was lost goes out again under its name, a newer word under a new one', async () => {
  await using server = new DocumentServer();
  await server.goLive();
  server.type('unknown');
  const [first] = server.said('put-document');
  server.socket.end(1006);
  await server.clock.advance(1_000);
  await server.welcome();
  await server.answer();
  expect(server.said('put-document')).toEqual([first]);
  server.type('newer');
  server.socket.end(1006);
  await server.clock.advance(5_000);
  await server.welcome();
  await server.answer();
  expect(server.said('put-document')).toEqual([{ ...first, value: { content: 'newer' }, n: 2 }]);
});

test('without an answer for 15 s a put goes out again', async () => {
  await using server = new DocumentServer();
  await server.goLive();
  server.type('hello');
  await server.clock.advance(14_000);
  server.say({ type: 'pong' });
  expect(server.puts).toHaveLength(1);
  await server.clock.advance(1_500);
  expect(server.puts).toEqual([
    ['draft/one', { content: 'hello' }, 1],
    ['draft/one', { content: 'hello' }, 1],
  ]);
});

test('[D17] [D24] what waits survives a restart, under the name that it went out with', async () => {
  const storage = memoryOutboxStorage();
  const before = new DocumentServer({ storage });
  await before.goLive();
  before.type('on the wire');
  before.client.putDocument('theme', null, { choice: 'dark' });
  const [sent] = before.said('put-document');
  await before[Symbol.asyncDispose]();
  await using after = new DocumentServer({ storage });
  await after.goLive();
  expect(after.draft).toBe('on the wire');
  expect(after.said('put-document')).toEqual([sent]);
  after.takePut(1);
  expect(after.puts.at(-1)).toEqual(['theme', { choice: 'dark' }, 1]);
});

test('what an earlier client left gives way to what was said since', async () => {
  const left: OutboxEntry[] = [{ document: 'draft/one', value: { content: 'old' }, askedAt: '2026-01-01' }];
  await using server = new DocumentServer({ storage: memoryOutboxStorage(left) });
  server.type('new');
  await server.goLive();
  expect(server.puts).toEqual([['draft/one', { content: 'new' }, 1]]);
});

test('a put that is refused for good is told, and the document is as it was', async () => {
  await using server = new DocumentServer();
  await server.goLive([document(1, { content: 'kept' })]);
  const refused: string[] = [];
  server.client.onDocumentRefused(({ key, error }) => void refused.push(`${key}: ${error.detail}`));
  server.type('too much');
  server.say({ type: 'error', code: 'too-many-documents', detail: 'Too much.', key: 'draft/one' });
  expect(refused).toEqual(['draft/one: Too much.']);
  expect(server.draft).toBe('kept');
});

test('a put that is refused for now waits as long as the server says', async () => {
  await using server = new DocumentServer();
  await server.goLive();
  server.type('patient');
  server.say({ type: 'error', code: 'unavailable', detail: 'Soon.', key: 'draft/one', retryAfterMs: 3_000 });
  await server.clock.advance(2_900);
  expect(server.puts).toHaveLength(1);
  await server.clock.advance(200);
  expect(server.puts).toEqual([
    ['draft/one', { content: 'patient' }, 1],
    ['draft/one', { content: 'patient' }, 1],
  ]);
});

test('[D25] a server of before documents is asked for none, and one of before a kind is not put it', async () => {
  await using server = new DocumentServer();
  server.features = undefined;
  server.type('waits');
  server.client.putDocument('theme', null, { choice: 'dark' });
  await server.goLive();
  expect(server.said('resume')).toEqual([{ type: 'resume', epoch: null, cursors: {} }]);
  expect(server.puts).toEqual([]);
  server.features = ['documents', 'documents/theme'];
  server.socket.end(1012);
  await server.clock.advance(1_000);
  await server.welcome();
  expect(server.said('resume')[0]?.documents).toBe(0);
  await server.answer();
  expect(server.puts).toEqual([['theme', { choice: 'dark' }, 1]]);
  expect(server.draft).toBe('waits');
});

test('[D24] a gap in the changes is healed by a resume from the last one before it', async () => {
  await using server = new DocumentServer();
  await server.goLive([document(4, { content: 'four' })]);
  server.tell(6, { content: 'six' });
  expect(server.draft).toBe('four');
  expect(server.socket.readyState).toBe(3);
  await server.clock.advance(1_000);
  await server.welcome();
  expect(server.said('resume')[0]?.documents).toBe(4);
  await server.answer([document(6, { content: 'six' })]);
  expect(server.draft).toBe('six');
});

test('[D24] a reset takes the place of everything once it is whole, and not before', async () => {
  await using server = new DocumentServer();
  await server.goLive([document(3, { choice: 'dark' }, 'theme'), document(4, { content: 'old' })]);
  server.socket.end(1006);
  await server.clock.advance(1_000);
  await server.welcome();
  server.say({ type: 'documents-reset', reason: 'too-far-behind' });
  server.say({ type: 'documents', documents: [document(7, { content: 'new' })], upToRev: 7, more: true });
  expect([server.draft, server.client.getState().documents.size]).toEqual(['old', 2]);
  server.say({ type: 'documents', documents: [], upToRev: 9, more: false });
  expect([server.draft, server.client.getState().documents.size]).toEqual(['new', 1]);
  expect(server.client.getState().documentSync.rev).toBe(9);
});

test('[D25] after a restore on a server of before documents, what is here is of no use to the next one', async () => {
  await using server = new DocumentServer();
  await server.goLive([document(4, { content: 'of another epoch' })]);
  server.features = undefined;
  server.epoch = 'e2';
  server.socket.end(1012);
  await server.clock.advance(1_000);
  await server.welcome();
  await server.answer();
  expect([server.draft, server.client.getState().documentsLoaded]).toEqual([undefined, false]);
  server.features = ['documents'];
  server.socket.end(1012);
  await server.clock.advance(1_000);
  await server.welcome();
  expect(server.said('resume')[0]).toMatchObject({ epoch: 'e2', documents: 0 });
});

test('past 1,000 documents that wait a put throws', async () => {
  await using server = new DocumentServer();
  for (let count = 0; count < 1_000; count += 1) server.client.putDocument('draft', String(count), { content: 'x' });
  expect(() => server.type('one more')).toThrow('Too much waits');
});

test.each([
  ['larger than any may be', { content: 'x'.repeat(49 * 1024) }, 'too-large'],
  ['larger in UTF-8 than in characters', { content: '€'.repeat(20_000) }, 'too-large'],
  ['nested without end', JSON.parse(`{"content":"","more":${'['.repeat(17)}${']'.repeat(17)}}`), 'invalid-request'],
])('[D24] a document that is %s is refused here, and nothing else with it', async (_what, value, code) => {
  await using server = new DocumentServer();
  await server.goLive();
  const sent = server.client.send('one', 'innocent');
  expect(() => server.client.putDocument('draft', 'one', value as { content: string })).toThrow(
    expect.objectContaining({ code }),
  );
  expect(() => server.client.putDocument('draft', 'a b', { content: '' })).toThrow(
    expect.objectContaining({ code: 'invalid-request' }),
  );
  server.type('small');
  expect(server.puts).toEqual([['draft/one', { content: 'small' }, 1]]);
  expect(server.said('send').map(({ clientId }) => clientId)).toEqual([sent.clientId]);
});

test('[D24] what an earlier client left and no server takes holds up nothing', async () => {
  const left: OutboxEntry[] = [
    { document: 'draft/a b', value: { content: 'x' }, askedAt: '2026-01-01T00:00:00.000Z' },
    { document: 'draft/one', value: { content: 'kept' }, askedAt: '2026-01-01T00:00:00.000Z' },
  ];
  await using server = new DocumentServer({ storage: memoryOutboxStorage(left) });
  await server.goLive();
  expect(server.puts).toEqual([['draft/one', { content: 'kept' }, 1]]);
});
