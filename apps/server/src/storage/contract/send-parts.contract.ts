import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { deleteRule } from '../../messages/message-rules.ts';
import type { SendCommand } from '../chat-log.ts';
import type { Storage } from '../storage.ts';
import {
  apply,
  changed,
  createDirect,
  createGroup,
  newId,
  nextTime,
  type OpenedStorage,
  type OpenStorage,
  refused,
  send,
  sendCommand,
  statusOf,
} from './fixtures.ts';
import { noteRule } from './notes-rules.ts';
import { withNotes } from './notes-tables.ts';

/** What the features of a message's parts do in the transaction that sends it; here, that of `label` in notes-rules.ts. */
export function describeSendParts(open: OpenStorage): void {
  describe('parts that bring work along', () => {
    let opened: OpenedStorage | undefined;
    beforeAll(async () => {
      opened = await open(withNotes);
    });
    afterAll(async () => {
      await opened?.[Symbol.asyncDispose]();
    });
    const storage = (): Storage => {
      if (!opened) throw new Error('The storage is not open.');
      return opened.storage;
    };

    test('a row of an index is written with the message, and what is to be published comes behind it', async () => {
      const { log } = storage();
      const { chatId, ann } = await createDirect(log);
      const outcome = await apply(log, labelled(chatId, ann, 'red'));
      expect(outcome).toMatchObject({
        status: 'changed',
        message: { chatId, seq: 1, rev: 1, content: 'red', label: 'red' },
        beside: { changes: [], events: [{ topic: `chat:${chatId}`, event: { type: 'labelled', chatId, seq: 1 } }] },
      });
      expect(await labelsIn(storage(), chatId)).toEqual([[1, 'red']]);
      const moved = await log.moveReadPositions([{ chatId, userId: ann, seq: 0 }]);
      expect(moved).toEqual([{ readSeq: 1, unread: 0, mentions: 0, atRev: 1, moved: false }]);
    });

    test('[D4] they keep their order among other sends and rules', async () => {
      const { log } = storage();
      const { chatId, ann, ben } = await createDirect(log);
      const outcomes = await log.commit([
        sendCommand(chatId, ann, 'one'),
        labelled(chatId, ann, 'two'),
        noteRule.command({ chatId, seq: 2, actorId: ben, text: 'noted', at: nextTime() }),
        labelled(chatId, ben, 'four'),
        { ...sendCommand(chatId, ann, 'five'), parts: JSON.stringify({ reactions: [], event: null, other: 1 }) },
      ]);
      expect(outcomes.map(({ status }) => status)).toEqual(['changed', 'changed', 'done', 'changed', 'changed']);
      expect(await contentsIn(storage(), chatId)).toEqual(['one', 'two (noted)', 'noted.', 'four', 'five']);
      expect(await labelsIn(storage(), chatId)).toEqual([
        [2, 'noted'],
        [2, 'two'],
        [4, 'four'],
      ]);
    });

    test('[D5] what is refused before it is written leaves nothing and does not disturb its neighbours', async () => {
      const { log } = storage();
      const { chatId, ann } = await createDirect(log);
      const refusedDraft = labelled(chatId, ann, 'unwanted');
      const outcomes = await log.commit([
        labelled(chatId, ann, 'one'),
        refusedDraft,
        labelled(chatId, newId(), 'stranger'),
        labelled(newId(), ann, 'nowhere'),
        sendCommand(chatId, ann, 'two'),
      ]);
      expect(outcomes.slice(1, 4)).toEqual([refused('forbidden'), refused('not-found'), refused('not-found')]);
      expect(await contentsIn(storage(), chatId)).toEqual(['one', 'two']);
      expect(await labelsIn(storage(), chatId)).toEqual([[1, 'one']]);
      // Nothing of it is left: the same clientId may be sent with other content.
      expect(statusOf(await apply(log, { ...refusedDraft, content: 'three', parts: null }))).toBe('changed');
    });

    test.each([
      ['refused late', refused('forbidden')],
      ['thrown', expect.objectContaining({ status: 'failed' })],
    ])('[D5] what is %s after the message was written takes the message along', async (label, expected) => {
      const { log } = storage();
      const { chatId, ann } = await createDirect(log);
      const other = await createGroup(log);
      const outcomes = await log.commit([
        labelled(chatId, ann, 'one'),
        labelled(chatId, ann, label),
        sendCommand(other.chatId, other.owner, 'elsewhere'),
        sendCommand(chatId, ann, 'two'),
      ]);
      expect(outcomes[1]).toEqual(expected);
      expect(outcomes.map(({ status }) => status === 'changed')).toEqual([true, false, true, true]);
      expect(await contentsIn(storage(), chatId)).toEqual(['one', 'two']);
      expect(await labelsIn(storage(), chatId)).toEqual([[1, 'one']]);
      expect((await log.readHeads([chatId])).get(chatId)).toEqual({ seq: 2, rev: 2 });
    });

    test('[D5] what is kept beside a part goes with the message that is deleted, or neither goes', async () => {
      const { log } = storage();
      const { chatId, ann } = await createDirect(log);
      await log.commit([
        labelled(chatId, ann, 'red'),
        sendCommand(chatId, ann, 'plain'),
        labelled(chatId, ann, 'kept'),
      ]);
      const remove = (seq: number) => deleteRule.command({ chatId, seq, actorId: ann, at: nextTime() });
      const outcomes = await log.commit([remove(1), remove(2), remove(3), remove(1)]);
      expect(outcomes.map(statusOf)).toEqual(['changed', 'changed', 'refused', 'unchanged']);
      expect(await contentsIn(storage(), chatId)).toEqual(['', '', 'kept']);
      expect(await labelsIn(storage(), chatId)).toEqual([[3, 'kept']]);
    });

    test('[D1] a retry does nothing again, alone or in one batch', async () => {
      const { log } = storage();
      const { chatId, ann } = await createDirect(log);
      const other = await createGroup(log);
      const command = labelled(chatId, ann, 'once');
      const [first, second] = await log.commit([command, command]);
      expect(second).toStrictEqual({ status: 'unchanged', message: changed(first) });
      expect(await apply(log, { ...command, at: nextTime() })).toStrictEqual(second);
      expect(await apply(log, { ...command, content: 'else' })).toEqual(refused('client-id-reused'));
      const elsewhere = { ...command, chatId: other.chatId, senderId: ann };
      expect(await apply(log, elsewhere)).toEqual(refused('not-found'));
      expect(await labelsIn(storage(), chatId)).toEqual([[1, 'once']]);
      expect((await send(log, chatId, ann, 'next')).seq).toBe(2);
    });

    test('[D1] the same send, many times at once, does its work once', async () => {
      const { log } = storage();
      const { chatId, ann } = await createDirect(log);
      const command = labelled(chatId, ann, 'at once');
      const outcomes = await Promise.all(Array.from({ length: 10 }, () => apply(log, command)));
      expect(outcomes.filter(({ status }) => status === 'changed')).toHaveLength(1);
      expect(outcomes.filter(({ status }) => status === 'unchanged')).toHaveLength(9);
      expect(await labelsIn(storage(), chatId)).toEqual([[1, 'at once']]);
    });
  });
}

function labelled(chatId: string, senderId: string, label: string): SendCommand {
  return { ...sendCommand(chatId, senderId, label), parts: JSON.stringify({ reactions: [], event: null, label }) };
}

async function labelsIn({ db }: Storage, chatId: string): Promise<[seq: number, label: string][]> {
  const { rows } = await sql<{ seq: number; note: string }>`
    select seq, note from notes where chat_id = ${chatId} order by seq, note`.execute(db);
  return rows.map(({ seq, note }) => [seq, note]);
}

async function contentsIn({ db }: Storage, chatId: string): Promise<string[]> {
  const rows = await db.selectFrom('messages').select('content').where('chat_id', '=', chatId).orderBy('seq').execute();
  return rows.map(({ content }) => content);
}
