import { expect, test } from 'vitest';
import { ChatHeads } from './chat-heads.ts';
import type { LogOutcome, SendCommand } from './chat-log.ts';

const send: SendCommand = { type: 'send', chatId: 'chat', senderId: 'ann', clientId: null, content: 'hello', at: 1 };

/** A database of one chat, and how often it was asked. */
function openStage(isShared = false) {
  const stage = { head: { seq: 1, rev: 1 }, asked: 0, before: () => {} };
  const heads = new ChatHeads({
    isShared,
    schedule: queueMicrotask,
    read: async () => {
      stage.asked += 1;
      const { head } = stage;
      stage.before();
      return new Map([['chat', head]]);
    },
  });
  /** The database has the message, and whoever asked for it has not heard yet. */
  const write = (): LogOutcome[] => {
    stage.head = { seq: stage.head.seq + 1, rev: stage.head.rev + 1 };
    return [{ status: 'changed', message: { chatId: 'chat', ...stage.head } as never }];
  };
  return { stage, heads, write };
}

test('the one process that writes asks once, and knows what it has written', async () => {
  const { stage, heads, write } = openStage();
  expect(await heads.of('chat')).toEqual({ seq: 1, rev: 1 });
  await heads.during([send], async () => write());
  expect(heads.of('chat')).toEqual({ seq: 2, rev: 2 });
  expect(stage.asked).toBe(1);
});

test('[D79] while a change is under way only the database knows', async () => {
  const { heads, write } = openStage();
  await heads.of('chat');
  await heads.during([send], async () => {
    const outcomes = write();
    expect(await heads.of('chat')).toEqual({ seq: 2, rev: 2 });
    return outcomes;
  });
});

test('[D79] what failed may have been written: nothing that was known before is believed', async () => {
  const { heads, write } = openStage();
  await heads.of('chat');
  const lost = heads.during([send], async () => {
    write();
    throw new Error('the answer was lost');
  });
  await expect(lost).rejects.toThrow('lost');
  expect(await heads.of('chat')).toEqual({ seq: 2, rev: 2 });
});

test('[D79] a head that was read before a change is not kept after it', async () => {
  const { stage, heads, write } = openStage();
  const written = Promise.withResolvers<void>();
  stage.before = () => {
    stage.before = () => {};
    void heads.during([send], async () => write()).then(() => written.resolve());
  };
  await heads.of('chat');
  await written.promise;
  expect(await heads.of('chat')).toEqual({ seq: 2, rev: 2 });
});

test('[D79] a change that comes after one that was not heard of is no reason to believe in a number', async () => {
  const { stage, heads, write } = openStage();
  await heads.of('chat');
  stage.head = { seq: 1, rev: 2 };
  await heads.during([send], async () => write());
  stage.head = { seq: 2, rev: 9 };
  expect(await heads.of('chat')).toEqual({ seq: 2, rev: 9 });
});

test('[D79] a process among several asks each time', async () => {
  const { stage, heads } = openStage(true);
  await heads.of('chat');
  stage.head = { seq: 5, rev: 7 };
  expect(await heads.of('chat')).toEqual({ seq: 5, rev: 7 });
});

test('[D79] tells which messages were changed since, as far as it knows of every change', async () => {
  const { heads } = openStage();
  await heads.of('chat');
  const change = (seq: number, rev: number) =>
    heads.during([send], async () => [{ status: 'changed', message: { chatId: 'chat', seq, rev } as never }]);
  for (const [seq, rev] of [
    [2, 2],
    [1, 3],
    [2, 4],
  ] as const)
    await change(seq, rev);
  const between = (after: number, upTo: number) => heads.changedBetween('chat', { after, upTo });
  expect([between(1, 4), between(2, 3), between(4, 4)]).toEqual([[2, 1, 2], [1], []]);
  expect([between(0, 4), between(1, 5), heads.changedBetween('other', { after: 1, upTo: 2 })]).toEqual([
    null,
    null,
    null,
  ]);
  for (let rev = 5; rev <= 70; rev += 1) await change(1, rev);
  expect([between(5, 70), between(6, 70)?.length]).toEqual([null, 64]);
  await change(1, 72);
  expect(between(70, 72)).toBeNull();
});
