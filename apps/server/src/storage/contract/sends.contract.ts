import { describe, expect, test } from 'vitest';
import { changeGroupRule } from '../../chats/chat-rules.ts';
import { deleteRule, editRule } from '../../messages/message-rules.ts';
import { messageId } from '../chat-log.ts';
import {
  apply,
  changed,
  createDirect,
  createGroup,
  directCommand,
  history,
  messageAt,
  newId,
  nextTime,
  refused,
  send,
  sendCommand,
  type SharedStorage,
} from './fixtures.ts';

export function describeSends(shared: SharedStorage): void {
  describe('sending', () => {
    test('[D27] a clock that was set back writes nothing before what is there, and the answers say so', async () => {
      const { log, db } = shared();
      const { chatId, owner, member } = await createGroup(log);
      const first = await send(log, chatId, owner, 'before the step');
      const back = Date.parse(first.createdAt) - 600_000;
      const said = { ...sendCommand(chatId, owner, 'alone'), at: back };
      const alone = changed(await apply(log, said));
      const outcomes = await log.commit([
        { ...sendCommand(chatId, member, 'with company'), at: back + 2 },
        { ...sendCommand(chatId, owner, 'which came earlier'), at: back + 1 },
      ]);
      const mixed = await log.commit([
        editRule.command({ chatId, seq: 1, actorId: owner, content: 'edited', at: back }),
        changeGroupRule.command({
          chatId,
          actorId: owner,
          event: { type: 'renamed', name: 'Late' },
          content: '',
          at: back,
        }),
        changeGroupRule.command({
          chatId,
          actorId: owner,
          event: { type: 'members-added', userIds: [newId()] },
          content: '',
          at: back,
        }),
        { ...sendCommand(chatId, owner, 'at the end'), at: back },
      ]);
      const answered = [alone, ...outcomes.map(changed), ...mixed.slice(1).map(changed)];
      for (const { createdAt } of answered) expect(createdAt).toBe(first.createdAt);
      expect(changed(mixed[0]).editedAt).toBe(first.createdAt);
      expect((await history(log, chatId)).slice(1)).toStrictEqual(answered);
      const later = changed(await apply(log, { ...said, ...sendCommand(chatId, owner, 'in time') }));
      expect(later.createdAt > first.createdAt).toBe(true);
      const chat = await db.selectFrom('chats').select('last_at').where('id', '=', chatId).executeTakeFirstOrThrow();
      expect(chat.last_at).toBe(Date.parse(later.createdAt));
    });

    test('[D27] within one batch a clock that was set back goes on where it was', async () => {
      const { log } = shared();
      const { chatId, ann, ben } = await createDirect(log);
      const at = nextTime();
      const outcomes = await log.commit([
        { ...sendCommand(chatId, ann, 'one'), at },
        { ...sendCommand(chatId, ben, 'two'), at: at - 600_000 },
        { ...sendCommand(chatId, ann, 'three'), at: at + 5 },
      ]);
      const times = outcomes.map((outcome) => Date.parse(changed(outcome).createdAt));
      expect(times).toEqual([at, at, at + 5]);
      expect((await history(log, chatId)).map(({ createdAt }) => Date.parse(createdAt))).toEqual(times);
    });

    test('[D2] the answer is the message as it is in the log', async () => {
      const { log } = shared();
      const { chatId, ann } = await createDirect(log);
      const command = sendCommand(chatId, ann, 'Grüße, 你好, 👩‍👩‍👧, "quoted"\nand a second line');
      const message = changed(await apply(log, command));
      expect(message).toStrictEqual({
        id: messageId(chatId, 1),
        chatId,
        seq: 1,
        rev: 1,
        kind: 'text',
        senderId: ann,
        clientId: command.clientId,
        content: command.content,
        createdAt: new Date(command.at).toISOString(),
        editedAt: null,
        deletedAt: null,
        reactions: [],
        event: null,
      });
      expect(await history(log, chatId)).toStrictEqual([message]);
      expect(await messageAt(log, chatId, 1)).toStrictEqual(message);
    });

    test('the encoded page is byte for byte what JSON.stringify makes of the messages', async () => {
      const { log } = shared();
      const { chatId, ann } = await createDirect(log);
      const sent = await send(log, chatId, ann, 'a "b" \\ \u2028 \u0007 \ud83d\ude00');
      const page = await log.readPage(chatId, { limit: 10 });
      expect(Buffer.from(page).toString()).toBe(JSON.stringify({ messages: [sent], hasMore: false }));
    });

    test('[D1] a retry with the same content returns the original message', async () => {
      const { log } = shared();
      const { chatId, ann } = await createDirect(log);
      const command = sendCommand(chatId, ann, 'once');
      const message = changed(await apply(log, command));
      expect(await apply(log, { ...command, at: nextTime() })).toStrictEqual({ status: 'unchanged', message });
      expect(await history(log, chatId)).toHaveLength(1);
    });

    test('[D1] a retry in the same batch returns the message that the batch made', async () => {
      const { log } = shared();
      const { chatId, ann } = await createDirect(log);
      const command = sendCommand(chatId, ann, 'twice at once');
      const [first, second] = await log.commit([command, command]);
      expect(second).toStrictEqual({ status: 'unchanged', message: changed(first) });
    });

    test('[D1] a retry after an edit is known by the content first sent, and returns the message as it is now', async () => {
      const { log } = shared();
      const { chatId, ann } = await createDirect(log);
      const command = sendCommand(chatId, ann, 'frist');
      await apply(log, command);
      await apply(log, editRule.command({ chatId, seq: 1, actorId: ann, content: 'first', at: nextTime() }));
      const edited = changed(
        await apply(log, editRule.command({ chatId, seq: 1, actorId: ann, content: 'First', at: nextTime() })),
      );
      expect(await apply(log, command)).toStrictEqual({ status: 'unchanged', message: edited });
      expect(await apply(log, { ...command, content: 'First' })).toEqual(refused('client-id-reused'));
    });

    test('[D1] a retry after a deletion returns the tombstone', async () => {
      const { log } = shared();
      const { chatId, ann } = await createDirect(log);
      const command = sendCommand(chatId, ann, 'oops');
      await apply(log, command);
      const tombstone = changed(await apply(log, deleteRule.command({ chatId, seq: 1, actorId: ann, at: nextTime() })));
      expect(await apply(log, command)).toStrictEqual({ status: 'unchanged', message: tombstone });
      expect(await apply(log, { ...command, content: '' })).toEqual(refused('client-id-reused'));
    });

    test('[D1] the same clientId with other content, or in another chat, is refused', async () => {
      const { log } = shared();
      const { chatId, ann } = await createDirect(log);
      const other = { chatId: newId(), ann, ben: newId() };
      await apply(log, directCommand(other));
      const command = sendCommand(chatId, ann, 'this');
      await apply(log, command);
      expect(await apply(log, { ...command, content: 'that' })).toEqual(refused('client-id-reused'));
      expect(await apply(log, { ...command, chatId: other.chatId })).toEqual(refused('client-id-reused'));
      expect(await history(log, other.chatId)).toEqual([]);
    });

    test('[D1] two people may use the same clientId', async () => {
      const { log } = shared();
      const { chatId, ann, ben } = await createDirect(log);
      const command = sendCommand(chatId, ann, 'mine');
      const outcomes = await log.commit([command, { ...command, senderId: ben, content: 'mine too' }]);
      expect(outcomes.map((outcome) => outcome.status)).toEqual(['changed', 'changed']);
    });

    test('a send without a clientId is never a retry', async () => {
      const { log } = shared();
      const { chatId, ann } = await createDirect(log);
      const command = { ...sendCommand(chatId, ann, 'again'), clientId: null };
      await log.commit([command, command]);
      expect((await history(log, chatId)).map((message) => message.seq)).toEqual([1, 2]);
    });

    test('[D20] to whoever is no member, a chat is one that does not exist', async () => {
      const { log } = shared();
      const { chatId } = await createDirect(log);
      expect(await apply(log, sendCommand(chatId, newId(), 'hello?'))).toEqual(refused('not-found'));
      expect(await apply(log, sendCommand(newId(), newId(), 'hello?'))).toEqual(refused('not-found'));
    });

    test('[D5] a refused command changes nothing and does not disturb its neighbours', async () => {
      const { log } = shared();
      const { chatId, ann, ben } = await createDirect(log);
      const outcomes = await log.commit([
        sendCommand(chatId, ann, 'one'),
        sendCommand(chatId, newId(), 'never'),
        editRule.command({ chatId, seq: 1, actorId: ben, content: 'never', at: nextTime() }),
        sendCommand(chatId, ben, 'two'),
      ]);
      expect(outcomes.map((outcome) => outcome.status)).toEqual(['changed', 'refused', 'refused', 'changed']);
      expect((await history(log, chatId)).map((message) => message.content)).toEqual(['one', 'two']);
      expect(await log.readHeads([chatId])).toEqual(new Map([[chatId, { seq: 2, rev: 2 }]]));
    });

    test('[D4] seq is contiguous and in the order of the commands under concurrent commits', async () => {
      const { log } = shared();
      const chats = await Promise.all([createDirect(log), createDirect(log), createDirect(log)]);
      const batches = Array.from({ length: 40 }, (_, batch) =>
        chats.flatMap(({ chatId, ann, ben }) => [
          sendCommand(chatId, ann, `${batch} ann`),
          sendCommand(chatId, ben, `${batch} ben`),
        ]),
      );
      const outcomes = await Promise.all(
        batches.map((batch, index) => log.commit(index % 2 === 0 ? batch : batch.toReversed())),
      );
      for (const { chatId } of chats) {
        const messages = await history(log, chatId);
        expect(messages.map((message) => message.seq)).toEqual(Array.from({ length: 80 }, (_, index) => index + 1));
        expect(messages.map((message) => message.rev)).toEqual(messages.map((message) => message.seq));
        const answered = outcomes
          .flat()
          .map(changed)
          .filter((message) => message.chatId === chatId);
        expect(answered.toSorted((a, b) => a.seq - b.seq)).toStrictEqual(messages);
      }
      for (const batch of outcomes) {
        for (const { chatId } of chats) {
          const [first, second] = batch.map(changed).filter((message) => message.chatId === chatId);
          expect(second?.seq).toBe((first?.seq ?? 0) + 1);
        }
      }
    });

    test('[D1] of many retries at once one sends and all answer the same message', async () => {
      const { log } = shared();
      const { chatId, member } = await createGroup(log);
      const command = sendCommand(chatId, member, 'did it arrive?');
      const outcomes = await Promise.all(Array.from({ length: 20 }, () => apply(log, command)));
      expect(outcomes.filter((outcome) => outcome.status === 'changed')).toHaveLength(1);
      expect(outcomes.filter((outcome) => outcome.status === 'unchanged')).toHaveLength(19);
      expect(await history(log, chatId)).toHaveLength(1);
    });

    test('an empty batch is answered with nothing', async () => {
      expect(await shared().log.commit([])).toEqual([]);
    });
  });
}
