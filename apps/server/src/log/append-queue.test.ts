import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { ChatLog, LogCommand, LogOutcome, SendCommand } from '../storage/chat-log.ts';
import { AppendQueue, type AppendQueueOptions, QueueUnavailableError } from './append-queue.ts';

const done: LogOutcome = { status: 'done', result: null, changes: [], events: [] };

type Batch = readonly LogCommand[];

/** A storage that answers when it is told to. */
class HeldLog {
  readonly batches: Batch[] = [];
  readonly #answers: PromiseWithResolvers<LogOutcome[]>[] = [];

  commit(commands: Batch): Promise<LogOutcome[]> {
    this.batches.push(commands);
    const answer = Promise.withResolvers<LogOutcome[]>();
    this.#answers.push(answer);
    return answer.promise;
  }

  answer(index: number): void {
    this.#answers[index]?.resolve((this.batches[index] ?? []).map(() => done));
  }

  fail(index: number): void {
    this.#answers[index]?.reject(new Error('disk full'));
  }
}

function queueOn(log: HeldLog, options: AppendQueueOptions = {}): { queue: AppendQueue; committed: number[] } {
  const committed: number[] = [];
  const chatLog = { commit: (commands: Batch) => log.commit(commands) } as unknown as ChatLog;
  return { queue: new AppendQueue(chatLog, (outcomes) => void committed.push(outcomes.length), options), committed };
}

function send(content = 'hello'): LogCommand {
  return { type: 'send', chatId: 'c', senderId: 'u', clientId: null, content, at: 0 };
}

function rule(name: string): LogCommand {
  return { type: 'rule', rule: name, locks: {}, input: {} };
}

const nextTurn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

it('[D3] sends a lone command in the same turn', async () => {
  const log = new HeldLog();
  void queueOn(log).queue.submit(send());
  await nextTurn();
  expect(log.batches).toHaveLength(1);
});

it('[D3] commits together what arrives together, and what arrives while the storage is busy', async () => {
  const log = new HeldLog();
  const { queue, committed } = queueOn(log, { maxInFlight: 1 });
  const first = [send('1'), send('2'), send('3')].map((command) => queue.submit(command));
  await nextTurn();
  const second = [send('4'), send('5')].map((command) => queue.submit(command));
  await nextTurn();
  expect(log.batches.map(({ length }) => length)).toEqual([3]);
  log.answer(0);
  await Promise.all(first);
  expect(log.batches.map(({ length }) => length)).toEqual([3, 2]);
  log.answer(1);
  await Promise.all(second);
  expect(committed).toEqual([3, 2]);
});

it('[D3] bounds a batch', async () => {
  const log = new HeldLog();
  const { queue } = queueOn(log, { maxBatch: 10, maxInFlight: 100 });
  for (let count = 0; count < 25; count += 1) void queue.submit(send());
  await nextTurn();
  expect(log.batches.map(({ length }) => length)).toEqual([10, 10, 5]);
});

it('[A43] a crowd of rules keeps no send waiting, and keeps its own order', async () => {
  const log = new HeldLog();
  const { queue } = queueOn(log, { maxBatch: 4, maxRules: 2, maxInFlight: 100 });
  const named = (batch: Batch) => batch.map((command) => (command.type === 'rule' ? command.rule : command.content));
  for (const name of ['a', 'b', 'c', 'd', 'e']) void queue.submit(rule(name));
  for (const content of ['1', '2', '3']) void queue.submit(send(content));
  await nextTurn();
  expect(log.batches.map(named)).toEqual([['a', 'b', '1', '2'], ['c', 'd', '3'], ['e']]);
});

it('[A43] a crowd of one sender’s in threads keeps nobody else waiting, and their own order', async () => {
  const log = new HeldLog();
  const { queue } = queueOn(log, { maxBatch: 6, maxDearSends: 2, maxInFlight: 100 });
  const inThread = (content: string, senderId: string): SendCommand => ({
    type: 'send',
    chatId: 'c~1',
    senderId,
    clientId: null,
    content,
    at: 0,
  });
  for (const content of ['1', '2', '3']) void queue.submit(inThread(content, 'eve'));
  void queue.submit({ ...inThread('4, in the chat', 'eve'), chatId: 'c' });
  for (const content of ['5', '6']) void queue.submit({ ...inThread(content, 'eve'), chatId: 'c', parts: '{}' });
  void queue.submit(inThread('mine', 'ann'));
  void queue.submit({ ...inThread('ours', 'bob'), chatId: 'c' });
  await nextTurn();
  const contents = log.batches.map((batch) => batch.map((command) => 'content' in command && command.content));
  expect(contents).toEqual([['1', '2', 'mine', 'ours'], ['3', '4, in the chat', '5'], ['6']]);
});

it('[D4] keeps the order of arrival, whatever the bounds', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.integer({ min: 1, max: 7 }),
      fc.integer({ min: 1, max: 3 }),
      fc.array(fc.boolean(), { maxLength: 40 }),
      async (maxBatch, maxInFlight, arrivals) => {
        const log = new HeldLog();
        const { queue } = queueOn(log, { maxBatch, maxInFlight });
        let count = 0;
        const submitted = [];
        for (const waits of arrivals) {
          submitted.push(queue.submit(send(String(count++))));
          if (waits) await nextTurn();
          if (waits) log.batches.forEach((_, index) => log.answer(index));
        }
        for (let round = 0; round <= arrivals.length; round += 1) {
          await nextTurn();
          log.batches.forEach((_, index) => log.answer(index));
        }
        await Promise.all(submitted);
        const contents = log.batches.flat().map((command) => ('content' in command ? command.content : ''));
        expect(contents).toEqual(Array.from({ length: count }, (_, index) => String(index)));
      },
    ),
    { numRuns: 100 },
  );
});

it('[D5] refuses everyone in a batch that failed, and commits the next', async () => {
  const log = new HeldLog();
  const { queue, committed } = queueOn(log, { maxBatch: 2 });
  const results = Promise.allSettled([send(), send(), send()].map((command) => queue.submit(command)));
  await nextTurn();
  log.fail(0);
  log.answer(1);
  const settled = await results;
  expect(settled.map(({ status }) => status)).toEqual(['rejected', 'rejected', 'fulfilled']);
  expect(settled[0]).toMatchObject({ reason: expect.any(QueueUnavailableError) });
  expect(committed).toEqual([1]);
});

it('[D5] refuses what does not fit, by number and by size, and says when to try again', async () => {
  const log = new HeldLog();
  const byNumber = queueOn(log, { maxQueued: 2 }).queue;
  const bySize = queueOn(log, { maxQueuedChars: 10 }).queue;
  for (const queue of [byNumber, bySize]) for (const text of ['aaaa', 'bbbb']) void queue.submit(send(text));
  for (const queue of [byNumber, bySize]) {
    const refusal = await queue.submit(send('cccc')).catch((error: unknown) => error);
    expect(refusal).toBeInstanceOf(QueueUnavailableError);
    expect(refusal).toMatchObject({ retryAfterMs: expect.any(Number) });
  }
  await nextTurn();
  // Gone to the storage, they make room.
  expect(byNumber.depth).toBe(0);
  void bySize.submit(send('dddd'));
  expect(bySize.depth).toBe(1);
});

it('answers everyone before it is closed, and refuses those who come after', async () => {
  const log = new HeldLog();
  const { queue } = queueOn(log);
  const early = queue.submit(send());
  let closed = false;
  const closing = queue.close().then(() => (closed = true));
  await expect(queue.submit(send())).rejects.toBeInstanceOf(QueueUnavailableError);
  await nextTurn();
  expect(closed).toBe(false);
  log.answer(0);
  await early;
  await closing;
  expect(closed).toBe(true);
});
