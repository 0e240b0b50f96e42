import type { PendingMessage } from '@confab/client';
import { decodeParts, type Message } from '@confab/protocol';
import { describe, expect, test } from 'vitest';
import { buildRows, type RowsInput } from './rows.ts';

const me = 'me';
const start = new Date(2026, 10, 22, 12).getTime();

function message(seq: number, senderId: string, minute: number, more: Partial<Message> = {}): Message {
  return {
    id: `chat.${seq}`,
    chatId: 'chat',
    seq,
    rev: seq,
    kind: 'text',
    senderId,
    clientId: null,
    content: 'hi',
    createdAt: new Date(start + minute * 60_000).toISOString(),
    editedAt: null,
    deletedAt: null,
    ...decodeParts(null),
    ...more,
  };
}

function pending(clientId: string, minute: number): PendingMessage {
  const createdAt = new Date(start + minute * 60_000).toISOString();
  return {
    clientId,
    chatId: 'chat',
    content: 'hi',
    createdAt,
    status: 'sending',
    error: null,
    acknowledged: null,
    parts: {},
    sentAs: { content: 'hi', parts: {} },
  };
}

function rows(input: Partial<RowsInput>) {
  return buildRows({ messages: [], pending: [], myId: me, hasOlder: false, newAfterSeq: null, ...input });
}

/** "day", "new", "1*" for the head of a group, "2" for one that continues it. */
function sketch(input: Partial<RowsInput>): string {
  return rows(input)
    .map((row) => {
      if (row.kind === 'message') return `${row.message.seq}${row.isHead ? '*' : ''}`;
      if (row.kind === 'pending') return `${row.pending.clientId}${row.isHead ? '*' : ''}`;
      if (row.kind === 'run') return `r${row.run[0]?.seq}-${row.run.at(-1)?.seq}`;
      return row.kind === 'system' ? `s${row.message.seq}` : row.kind;
    })
    .join(' ');
}

describe('grouping', () => {
  test('one person within five minutes stands under one name', () => {
    const messages = [message(1, 'ana', 0), message(2, 'ana', 4), message(3, 'ana', 9.5), message(4, 'bo', 10)];
    expect(sketch({ messages })).toBe('day 1* 2 3* 4*');
  });

  test('a system message, a new day and the "New" divider each start a new group', () => {
    const system = { kind: 'system', event: { type: 'member-left', userId: 'x' } } as const;
    const day = 24 * 60;
    const messages = [
      message(1, 'ana', 0),
      message(2, 'ana', 1, system),
      message(3, 'ana', 2),
      message(4, 'ana', 3),
      message(5, 'ana', day),
    ];
    expect(sketch({ messages, newAfterSeq: 3 })).toBe('day 1* s2 3* new 4* day 5*');
  });

  test('what I am sending continues my last group', () => {
    const messages = [message(1, me, 0)];
    expect(sketch({ messages, pending: [pending('a', 1), pending('b', 1)] })).toBe('day 1* a b');
    expect(sketch({ messages, pending: [pending('a', 30)] })).toBe('day 1* a*');
  });
});

describe('the "New" divider', () => {
  test('stands before the first message of someone else, not before my own or a deleted one', () => {
    const messages = [
      message(1, 'ana', 0),
      message(2, me, 1),
      message(3, 'ana', 2, { deletedAt: message(3, 'ana', 2).createdAt }),
      message(4, 'ana', 3),
      message(5, 'ana', 4),
    ];
    expect(sketch({ messages, newAfterSeq: 1 })).toBe('day 1* 2* 3* new 4* 5');
  });

  test('is not there when nothing is new', () => {
    expect(sketch({ messages: [message(1, 'ana', 0)], newAfterSeq: 1 })).toBe('day 1*');
  });
});

test('an older page only adds rows at the top: none that was there changes', () => {
  const all = Array.from({ length: 40 }, (_, index) =>
    message(index + 1, index % 7 < 4 ? 'ana' : 'bo', index * (index % 5 === 0 ? 400 : 1)),
  );
  for (let from = 2; from < 40; from++) {
    const before = rows({ messages: all.slice(from), hasOlder: true });
    const after = rows({ messages: all.slice(from - 2), hasOlder: from > 2 });
    expect(after.slice(after.length - before.length)).toEqual(before);
  }
});

describe('lines of the system that follow each other', () => {
  const left = (seq: number, minute: number) =>
    message(seq, `p${seq}`, minute, { kind: 'system', event: { type: 'member-left', userId: `p${seq}` } });
  const named = (seq: number, minute: number) =>
    message(seq, 'ana', minute, { kind: 'system', event: { type: 'renamed', name: `n${seq}` } });

  test('stand as one: two that say the same of people, or any three, of one day', () => {
    expect(sketch({ messages: [left(1, 0), left(2, 1), message(3, 'bo', 2), named(4, 3), named(5, 4)] })).toBe(
      'day r1-2 3* s4 s5',
    );
    expect(sketch({ messages: [named(1, 0), left(2, 1), named(3, 2), named(4, 24 * 60)] })).toBe('day r1-3 day s4');
  });

  test('are behind it when it is open, and it is the same while nothing comes to it', () => {
    const messages = [left(1, 0), left(2, 1)];
    expect(sketch({ messages, openRuns: new Set(['r1']) })).toBe('day r1-2 s1 s2');
    expect(rows({ messages })[1]).toBe(rows({ messages })[1]);
    expect(rows({ messages: [...messages, left(3, 2)] })[1]?.key).toBe('r1');
  });

  test('an older page changes none that was there, however many there are', () => {
    const all = Array.from({ length: 300 }, (_, index) =>
      index % 90 < 80 ? left(index + 1, index) : message(index + 1, 'bo', index),
    );
    for (let from = 2; from < 300; from++) {
      const before = rows({ messages: all.slice(from), hasOlder: true });
      const after = rows({ messages: all.slice(from - 2), hasOlder: from > 2 });
      expect(after.slice(after.length - before.length)).toEqual(before);
    }
  });
});

test('an acknowledged message keeps the key of its row', () => {
  const [, acknowledged] = rows({ messages: [message(1, me, 0, { clientId: 'a' })] });
  const [waiting] = rows({ pending: [pending('a', 0)] });
  expect(acknowledged?.key).toBe(waiting?.key);
});

test('the same clientId of two people makes two keys', () => {
  const messages = [message(1, 'ana', 0, { clientId: 'a' }), message(2, 'bo', 0, { clientId: 'a' })];
  const keys = rows({ messages }).map((row) => row.key);
  expect(new Set(keys).size).toBe(keys.length);
});
