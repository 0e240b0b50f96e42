import { decodeParts, encodeParts } from '@confab/protocol';
import { describe, expect, test } from 'vitest';
import { reactRule } from '../../messages/message-rules.ts';
import { migrations } from '../migrations/index.ts';
import {
  apply,
  changed,
  createDirect,
  createGroup,
  history,
  nextTime,
  type OpenStorage,
  send,
  sendCommand,
  type SharedStorage,
  systemCommand,
} from './fixtures.ts';
import { plantAsBefore } from './version-before.ts';

export function describeMessageParts(shared: SharedStorage, open: OpenStorage): void {
  describe('the parts of a message', () => {
    test('a send carries them, alone and among sends that have none', async () => {
      const { log } = shared();
      const { chatId, ann, ben } = await createDirect(log);
      const reactions = [{ emoji: '🎂', userIds: [ben] }];
      const parts = encodeParts({ ...decodeParts(null), reactions });
      const alone = changed(await apply(log, { ...sendCommand(chatId, ann, 'alone'), parts }));
      const outcomes = await log.commit([
        sendCommand(chatId, ann, 'plain'),
        { ...sendCommand(chatId, ann, 'with parts'), parts },
        sendCommand(chatId, ben, 'plain again'),
      ]);
      const sent = [alone, ...outcomes.map(changed)];
      expect(sent.map((message) => message.reactions)).toEqual([reactions, [], reactions, []]);
      expect(await history(log, chatId)).toStrictEqual(sent);
    });

    test('a retry of a send with parts answers the first message, and a batch with other commands carries them', async () => {
      const { log } = shared();
      const { chatId, owner, member } = await createGroup(log);
      const parts = encodeParts({ ...decodeParts(null), reactions: [{ emoji: '👍', userIds: [member] }] });
      const command = { ...sendCommand(chatId, owner, 'hello'), parts };
      const [, sent] = await log.commit([systemCommand(chatId, owner, { type: 'renamed', name: 'New' }), command]);
      expect(changed(sent).reactions).toHaveLength(1);
      expect(await apply(log, command)).toStrictEqual({ status: 'unchanged', message: changed(sent) });
    });

    test('a part that this version does not know stays through every change of another', async () => {
      const { log } = shared();
      const { chatId, ann, ben } = await createDirect(log);
      const parts = JSON.stringify({ ...decodeParts(null), poll: { question: 'When?' } });
      await apply(log, { ...sendCommand(chatId, ann, 'a poll'), parts });
      const reaction = { chatId, seq: 1, actorId: ben, emoji: '👍' };
      const reacted = changed(await apply(log, reactRule.command({ ...reaction, on: true, at: nextTime() })));
      expect(reacted).toMatchObject({ poll: { question: 'When?' }, reactions: [{ emoji: '👍', userIds: [ben] }] });
      const back = changed(await apply(log, reactRule.command({ ...reaction, on: false, at: nextTime() })));
      expect(back).toMatchObject({ poll: { question: 'When?' }, reactions: [] });
    });

    test('[D25] a database of the version before opens, and reads the same', async () => {
      const before = migrations.slice(
        0,
        migrations.findIndex(({ name }) => name === '0007-message-parts'),
      );
      await using opened = await open({ migrations: before });
      const planted = await plantAsBefore(opened.storage.db);
      const { log } = await opened.reopen();
      expect(await history(log, planted.chatId)).toStrictEqual(planted.messages);
      const { rev } = await send(log, planted.chatId, planted.owner, 'and on it goes');
      expect(rev).toBe(planted.rev + 1);
    });
  });
}
