import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { ChatLog } from '../chat-log.ts';
import { migrations } from '../migrations/index.ts';
import type { Storage } from '../storage.ts';
import {
  apply,
  changed,
  createDirect,
  createGroup,
  history,
  newId,
  nextTime,
  type OpenedStorage,
  type OpenStorage,
  refused,
  resultOf,
  send,
  sendCommand,
  statusOf,
} from './fixtures.ts';
import { withNotes } from './notes-tables.ts';
import { plantAsBefore } from './version-before.ts';
import { bothRule, countRule, type Note, noteRule, sayRule, seenRule, settingRule } from './notes-rules.ts';

export function describeRules(open: OpenStorage): void {
  describe('rules', () => {
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

    test('a rule reads and writes the log and a table of its own in one transaction, and says what to publish', async () => {
      const { log } = storage();
      const { chatId, ann } = await createDirect(log);
      await apply(log, sendCommand(chatId, ann, 'look'));
      const outcome = await apply(log, noteOn(chatId, ann, 'nice'));
      const messages = await history(log, chatId);
      expect(messages.map(({ content, rev }) => [content, rev])).toEqual([
        ['look (nice)', 2],
        ['noted.', 3],
      ]);
      expect(outcome).toStrictEqual({
        status: 'done',
        result: { noted: 'nice' },
        changes: messages,
        events: [{ topic: `user:${ann}`, event: { type: 'chat-joined', chatId, userId: ann } }],
      });
      expect(await notesIn(storage(), chatId)).toEqual(['nice']);
    });

    test('[D5] a rule that refuses at once leaves nothing and does not disturb its neighbours', async () => {
      const { log } = storage();
      const { chatId, ann } = await createDirect(log);
      const outcomes = await log.commit([
        sendCommand(chatId, ann, 'one'),
        noteOn(chatId, newId(), 'by a stranger'),
        noteOn(newId(), ann, 'nowhere'),
        sendCommand(chatId, ann, 'two'),
      ]);
      expect(outcomes.slice(1, 3)).toEqual([refused('not-found'), refused('not-found')]);
      await expectOnly(log, chatId, ['one', 'two']);
    });

    test.each(['refused', 'thrown', 'not unique', 'no statement', 'forbidden write'] as const)(
      '[D5] a rule that is %s after it wrote leaves nothing, and its neighbours are done once',
      async (trouble) => {
        const { log } = storage();
        const { chatId, ann, ben } = await createDirect(log);
        const other = await createGroup(log);
        const outcomes = await log.commit([
          sendCommand(chatId, ann, 'one'),
          noteOn(chatId, ben, 'before'),
          noteOn(chatId, ann, 'broken', trouble),
          sendCommand(other.chatId, other.owner, 'elsewhere'),
          noteOn(chatId, ann, 'after'),
          sendCommand(chatId, ann, 'last'),
        ]);
        const ends = trouble === 'refused' ? 'refused' : 'failed';
        expect(outcomes.map(({ status }) => status)).toEqual(['changed', 'done', ends, 'changed', 'done', 'changed']);
        await expectOnly(log, chatId, ['one (before) (after)', 'noted.', 'noted.', 'last'], 6);
        await expectOnly(log, other.chatId, ['elsewhere']);
        expect(await notesIn(storage(), chatId)).toEqual(['after', 'before']);
        expect(changed(await apply(log, sendCommand(chatId, ann, 'and on'))).rev).toBe(7);
      },
    );

    test('a defect says what and where', async () => {
      const { log } = storage();
      const { chatId, ann } = await createDirect(log);
      await apply(log, sendCommand(chatId, ann, 'one'));
      const thrown = await apply(log, noteOn(chatId, ann, 'broken', 'thrown'));
      expect(thrown).toMatchObject({ reason: expect.stringMatching(/a defect[^]*notes-rules\.ts/) });
      const unknown = await apply(log, { type: 'rule', rule: 'unheard-of', locks: { chats: [chatId] }, input: {} });
      expect(unknown).toMatchObject({ status: 'failed', reason: expect.stringContaining('no rule "unheard-of"') });
      const forbidden = await apply(log, noteOn(chatId, ann, 'x', 'forbidden write'));
      expect(forbidden).toMatchObject({ reason: expect.stringContaining('changes the log by its steps') });
    });

    test('a rule sees what was done before it in its batch, counters and read positions too', async () => {
      const { log } = storage();
      const { chatId, owner } = await createGroup(log);
      const outcomes = await log.commit([
        sendCommand(chatId, owner, 'one'),
        sendCommand(chatId, owner, 'two'),
        seenRule.command({ chatId, userId: owner }),
        seenRule.command({ chatId: newId(), userId: owner }),
      ]);
      const { chat, role, row } = resultOf(outcomes[2]) as Record<string, unknown>;
      expect(chat).toMatchObject({ seq: 2, rev: 2, kind: 'group', counts: { members: 3, owners: 1 } });
      expect(chat).toMatchObject({ message: { content: 'one', edited_rev: null } });
      expect(role).toBe('owner');
      expect(row).toEqual([2, 2, 2]);
      expect(resultOf(outcomes[3])).toMatchObject({ chat: null });
    });

    test('a part of a chat is changed with the message that tells of it, or not at all, and stays', async () => {
      const { log } = storage();
      const { chatId, ann } = await createDirect(log);
      const set = (noting: 'everyone' | 'nobody' | null, fails = false) =>
        settingRule.command({ chatId, actorId: ann, noting, at: 7, fails });
      const outcomes = await log.commit([set('everyone'), set('nobody', true), set('everyone'), set('nobody')]);
      expect(outcomes.map(statusOf)).toEqual(['changed', 'refused', 'unchanged', 'changed']);
      expect(resultOf(outcomes[3])).toEqual({ noting: 'nobody', lastNotedAt: 7 });
      expect((await history(log, chatId)).map(({ event }) => event)).toMatchObject([
        { name: 'noting: everyone' },
        { name: 'noting: nobody' },
      ]);
      expect(await partsOf(storage(), chatId)).toBe('{"noting":"nobody","lastNotedAt":7}');
      await opened?.reopen(withNotes);
      expect(resultOf(await apply(storage().log, set('nobody')))).toEqual({ noting: 'nobody', lastNotedAt: 7 });
      await apply(storage().log, set(null));
      expect(await partsOf(storage(), chatId)).toBeNull();
    });

    test('[D25] chats of the version before, and those that its nodes still make, have no parts', async () => {
      const upTo = migrations.findIndex(({ name }) => name === '0008-chat-parts');
      await using before = await open({ migrations: migrations.slice(0, upTo) });
      const old = await plantAsBefore(before.storage.db);
      const { log, db } = await before.reopen({ rules: withNotes.rules });
      const young = await plantAsBefore(db);
      for (const { chatId, owner } of [old, young]) {
        const set = settingRule.command({ chatId, actorId: owner, noting: 'everyone', at: nextTime() });
        const outcome = await apply(log, set);
        expect(changed(outcome).rev).toBe(old.rev + 1);
        expect(resultOf(outcome)).toMatchObject({ noting: 'everyone' });
      }
    });

    test('[D21] a text that a rule appends moves the read position of its sender, as sending does', async () => {
      const { log } = storage();
      const { chatId, ann, ben } = await createDirect(log);
      const back = Date.parse((await send(log, chatId, ben, 'before')).createdAt) - 5_000;
      const outcome = await apply(log, sayRule.command({ chatId, senderId: ann, at: back }));
      const [before, said] = await history(log, chatId);
      expect(said).toMatchObject({ kind: 'text', content: 'said', clientId: null, createdAt: before?.createdAt });
      expect(changed(outcome)).toStrictEqual(said);
      const moves = [ann, ben].map((userId) => ({ chatId, userId, seq: 0 }));
      expect(await log.moveReadPositions(moves)).toMatchObject([
        { readSeq: 2, unread: 0 },
        { readSeq: 1, unread: 1 },
      ]);
    });

    test("a person's rules take effect one after the other, alone and beside those of chats", async () => {
      const { log } = storage();
      const { chatId, ann, ben } = await createDirect(log);
      const outcomes = await Promise.all(
        Array.from({ length: 30 }, async (_, index) => {
          const command =
            index % 3 === 0
              ? bothRule.command({ chatId, userId: ann, at: nextTime() })
              : countRule.command({ userId: ann });
          return await log.commit(index % 2 === 0 ? [command] : [sendCommand(chatId, ben, `${index}`), command]);
        }),
      );
      const counts = outcomes.map((batch) => Number(resultOf(batch.at(-1))));
      expect(counts.toSorted((a, b) => a - b)).toEqual(Array.from({ length: 30 }, (_, index) => index + 1));
    });
  });
}

function noteOn(chatId: string, actorId: string, text: string, trouble?: Note['trouble']) {
  return noteRule.command({ chatId, seq: 1, actorId, text, at: nextTime(), ...(trouble && { trouble }) });
}

async function expectOnly(log: ChatLog, chatId: string, contents: string[], rev = contents.length): Promise<void> {
  expect((await history(log, chatId)).map(({ content }) => content)).toEqual(contents);
  expect((await log.readHeads([chatId])).get(chatId)).toEqual({ seq: contents.length, rev });
}

async function partsOf({ db }: Storage, chatId: string): Promise<string | null> {
  const chat = await db.selectFrom('chats').select('parts').where('id', '=', chatId).executeTakeFirstOrThrow();
  return chat.parts;
}

async function notesIn({ db }: Storage, chatId: string): Promise<string[]> {
  const { rows } = await sql<{ note: string }>`select note from notes where chat_id = ${chatId} order by note`.execute(
    db,
  );
  return rows.map(({ note }) => note);
}
