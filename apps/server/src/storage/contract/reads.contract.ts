import type { Message } from '@confab/protocol';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { deleteRule, editRule, reactRule } from '../../messages/message-rules.ts';
import type { ChatLog, LogCommand } from '../chat-log.ts';
import {
  apply,
  createDirect,
  history,
  newId,
  nextTime,
  parseMessages,
  parsePage,
  send,
  sendCommand,
  type SharedStorage,
} from './fixtures.ts';

export function describeReads(shared: SharedStorage): void {
  describe('pages', () => {
    const seqs = async (log: ChatLog, chatId: string, query: Parameters<ChatLog['readPage']>[1]) => {
      const { messages, hasMore } = parsePage(await log.readPage(chatId, query));
      return { seqs: messages.map((message) => message.seq), hasMore };
    };

    test.each([
      [{ limit: 3 }, [8, 9, 10], true],
      [{ limit: 10 }, [1, 2, 3, 4, 5, 6, 7, 8, 9, 10], false],
      [{ limit: 3, before: 5 }, [2, 3, 4], true],
      [{ limit: 4, before: 5 }, [1, 2, 3, 4], false],
      [{ limit: 3, before: 1 }, [], false],
      [{ limit: 3, before: 99 }, [8, 9, 10], true],
      [{ limit: 3, after: 5 }, [6, 7, 8], true],
      [{ limit: 5, after: 5 }, [6, 7, 8, 9, 10], false],
      [{ limit: 3, after: 0 }, [1, 2, 3], true],
      [{ limit: 3, after: 10 }, [], false],
      [{ limit: 2, after: 3, before: 7 }, [4, 5], true],
      [{ limit: 3, after: 3, before: 7 }, [4, 5, 6], false],
      [{ limit: 3, after: 6, before: 7 }, [], false],
      [{ limit: 3, after: 7, before: 3 }, [], false],
    ])('of ten messages, %j is the page %j, more: %s', async (query, expected, hasMore) => {
      const { log } = shared();
      const { chatId, ann } = await createDirect(log);
      await log.commit(Array.from({ length: 10 }, (_, index) => sendCommand(chatId, ann, `${index + 1}`)));
      expect(await seqs(log, chatId, query)).toEqual({ seqs: expected, hasMore });
    });

    test('a chat that does not exist has an empty page', async () => {
      const page = parsePage(await shared().log.readPage(newId(), { limit: 5 }));
      expect(page).toEqual({ messages: [], hasMore: false });
    });

    test('a page holds its own chat only', async () => {
      const { log } = shared();
      const [one, other] = [await createDirect(log), await createDirect(log)];
      await send(log, one.chatId, one.ann, 'here');
      await send(log, other.chatId, other.ann, 'there');
      expect((await history(log, one.chatId)).map((message) => message.content)).toEqual(['here']);
    });
  });

  describe('heads', () => {
    test('heads are those of the chats that exist, and a read sees the commit before it', async () => {
      const { log } = shared();
      const { chatId, ann } = await createDirect(log);
      for (let seq = 1; seq <= 20; seq++) {
        await send(log, chatId, ann, 'hello');
        expect(await log.readHeads([chatId, newId()])).toEqual(new Map([[chatId, { seq, rev: seq }]]));
      }
      expect(await log.readHeads([])).toEqual(new Map());
    });

    test('[D79] the head that is known is that of the database, after whatever was committed and while it is', async () => {
      const { log } = shared();
      const { chatId, ann } = await createDirect(log);
      expect([await log.head(chatId), await log.head(newId())]).toEqual([{ seq: 0, rev: 0 }, null]);
      const target = (seq: number) => ({ chatId, actorId: ann, seq, at: nextTime() });
      const commands: LogCommand[] = [
        sendCommand(chatId, ann, 'one'),
        sendCommand(chatId, ann, 'two'),
        editRule.command({ ...target(1), content: 'first', mentions: null }),
        reactRule.command({ ...target(2), emoji: '👍', on: true }),
        deleteRule.command(target(1)),
        sendCommand(newId(), ann, 'refused'),
      ];
      for (const command of commands) {
        const [, head] = await Promise.all([log.commit([command]), log.head(chatId)]);
        expect(head?.rev).toBeGreaterThanOrEqual(0);
        expect(await log.head(chatId)).toEqual((await log.readHeads([chatId])).get(chatId));
      }
      await log.commit(commands.slice(0, 2));
      await log.commit([sendCommand(chatId, ann, 'three'), reactRule.command({ ...target(2), emoji: '🎉', on: true })]);
      expect(await log.head(chatId)).toEqual((await log.readHeads([chatId])).get(chatId));
    });
  });

  describe('[D15] changes after a rev', () => {
    test('a chat that does not exist, and a cursor at the end, have none', async () => {
      const { log } = shared();
      const { chatId, ann } = await createDirect(log);
      await send(log, chatId, ann, 'one');
      const none = { messagesJson: '[]', count: 0, lastSeq: 0, more: false };
      expect(await log.readChanges(newId(), 7, 10)).toEqual({ ...none, upToRev: 7 });
      expect(await log.readChanges(chatId, 1, 10)).toEqual({ ...none, upToRev: 1 });
    });

    test('a message changed many times comes once, in its final state', async () => {
      const { log } = shared();
      const { chatId, ann } = await createDirect(log);
      await log.commit([
        sendCommand(chatId, ann, 'one'),
        sendCommand(chatId, ann, 'two'),
        editRule.command({ chatId, seq: 1, actorId: ann, content: 'ONE', at: nextTime() }),
        editRule.command({ chatId, seq: 1, actorId: ann, content: 'One', at: nextTime() }),
      ]);
      const changes = await log.readChanges(chatId, 0, 10);
      expect(parseMessages(changes.messagesJson).map(({ content, rev }) => ({ content, rev }))).toEqual([
        { content: 'two', rev: 2 },
        { content: 'One', rev: 4 },
      ]);
      expect(changes).toMatchObject({ count: 2, lastSeq: 2, upToRev: 4, more: false });
    });

    test('paging from any position, in pages of any size, makes the old state the fresh one', async () => {
      const { log } = shared();
      await fc.assert(
        fc.asyncProperty(
          fc.array(fc.record({ kind: fc.nat(5), target: fc.nat(30) }), { minLength: 1, maxLength: 40 }),
          fc.integer({ min: 1, max: 7 }),
          async (steps, limit) => {
            const { chatId, ann } = await createDirect(log);
            const states = await replay(log, { chatId, ann, steps });
            const fresh = await history(log, chatId);
            for (const [rev, state] of states) {
              expect(await catchUp(log, { chatId, state, rev, limit })).toStrictEqual(fresh);
            }
          },
        ),
        { numRuns: 15 },
      );
    });
  });
}

interface Step {
  kind: number;
  target: number;
}

/** Commits the steps one by one; answers the history as it was at each `rev`. */
async function replay(
  log: ChatLog,
  { chatId, ann, steps }: { chatId: string; ann: string; steps: readonly Step[] },
): Promise<Map<number, Message[]>> {
  const states = new Map<number, Message[]>([[0, []]]);
  for (const step of steps) {
    const sent = await history(log, chatId);
    await apply(log, toCommand(step, { chatId, ann, count: sent.length }));
    const rev = (await log.readHeads([chatId])).get(chatId)?.rev ?? 0;
    states.set(rev, await history(log, chatId));
  }
  return states;
}

function toCommand(
  { kind, target }: Step,
  { chatId, ann, count }: { chatId: string; ann: string; count: number },
): LogCommand {
  const seq = (target % Math.max(count, 1)) + 1;
  const common = { chatId, seq, actorId: ann, at: nextTime() };
  if (kind <= 2 || count === 0) return sendCommand(chatId, ann, `message ${count}`);
  if (kind === 3) return editRule.command({ ...common, content: `edited ${common.at}` });
  if (kind === 4) return reactRule.command({ ...common, emoji: '👍', on: target % 3 !== 0 });
  return deleteRule.command({ ...common });
}

/** What a client does: applies pages of changes to what it has. */
async function catchUp(
  log: ChatLog,
  { chatId, state, rev, limit }: { chatId: string; state: Message[]; rev: number; limit: number },
): Promise<Message[]> {
  const bySeq = new Map(state.map((message) => [message.seq, message]));
  let cursor = rev;
  for (let more = true; more;) {
    const page = await log.readChanges(chatId, cursor, limit);
    const messages = parseMessages(page.messagesJson);
    expect(messages.map((message) => message.rev)).toEqual(
      messages.map((message) => message.rev).toSorted((a, b) => a - b),
    );
    expect(page.count).toBe(messages.length);
    expect(messages.length).toBeLessThanOrEqual(limit);
    expect(page.more && page.upToRev !== messages.at(-1)?.rev).toBe(false);
    for (const message of messages) bySeq.set(message.seq, message);
    ({ upToRev: cursor, more } = page);
  }
  expect(cursor).toBe((await log.readHeads([chatId])).get(chatId)?.rev);
  return [...bySeq.values()].toSorted((a, b) => a.seq - b.seq);
}
