import { serverLimits } from '@confab/protocol';
import { describe, expect, test } from 'vitest';
import { deleteRule, editRule, reactRule } from '../../messages/message-rules.ts';
import type { LogCommand } from '../chat-log.ts';
import {
  apply,
  changed,
  createDirect,
  createGroup,
  history,
  messageAt,
  newId,
  nextTime,
  refused,
  send,
  type SharedStorage,
  statusOf,
  systemCommand,
  unchanged,
} from './fixtures.ts';

interface Target {
  chatId: string;
  seq: number;
  actorId: string;
}
const edit = (target: Target, content: string, baseRev?: number): LogCommand =>
  editRule.command({ ...target, content, baseRev, at: nextTime() });
const remove = (target: Target, at = nextTime()): LogCommand => deleteRule.command({ ...target, at });
const react = (target: Target, emoji: string, on = true, at = nextTime()): LogCommand =>
  reactRule.command({ ...target, emoji, on, at });

export function describeMessageChanges(shared: SharedStorage): void {
  describe('editing', () => {
    test('an edit keeps the place, raises rev and says when', async () => {
      const { log } = shared();
      const { chatId, ann, ben } = await createDirect(log);
      const first = await send(log, chatId, ann, 'helo');
      await send(log, chatId, ben, 'hi');
      const at = nextTime();
      const command = editRule.command({ chatId, seq: 1, actorId: ann, content: 'hello', at });
      const edited = changed(await apply(log, command));
      expect(edited).toStrictEqual({
        ...first,
        content: 'hello',
        rev: 3,
        editedAt: new Date(at).toISOString(),
      });
      expect(await messageAt(log, chatId, 1)).toStrictEqual(edited);
    });

    test('an edit to the same content is a no-op', async () => {
      const { log } = shared();
      const { chatId, ann } = await createDirect(log);
      const message = await send(log, chatId, ann, 'same');
      expect(await apply(log, edit({ chatId, seq: 1, actorId: ann }, 'same'))).toStrictEqual(unchanged(message));
    });

    test('only the sender edits, only what is there, only text', async () => {
      const { log } = shared();
      const { chatId, owner, member } = await createGroup(log);
      await send(log, chatId, member, 'mine');
      await apply(log, systemCommand(chatId, owner, { type: 'renamed', name: 'Bouldering' }));
      expect(await apply(log, edit({ chatId, seq: 1, actorId: owner }, 'x'))).toEqual(refused('forbidden'));
      expect(await apply(log, edit({ chatId, seq: 2, actorId: owner }, 'x'))).toEqual(refused('forbidden'));
      expect(await apply(log, edit({ chatId, seq: 3, actorId: owner }, 'x'))).toEqual(refused('not-found'));
      expect(await apply(log, edit({ chatId, seq: 1, actorId: newId() }, 'x'))).toEqual(refused('not-found'));
      expect(await apply(log, edit({ chatId: newId(), seq: 1, actorId: member }, 'x'))).toEqual(refused('not-found'));
    });

    test('[D28] an edit of a text that moved after the rev it started from is refused, and shows the text', async () => {
      const { log } = shared();
      const { chatId, ann } = await createDirect(log);
      const target = { chatId, seq: 1, actorId: ann };
      const { rev } = await send(log, chatId, ann, 'seen');
      const elsewhere = changed(await apply(log, edit(target, 'by another device', rev)));
      expect(await apply(log, edit(target, 'by this one', rev))).toEqual(refused('message-changed', elsewhere));
      expect(await history(log, chatId)).toStrictEqual([elsewhere]);
      expect(statusOf(await apply(log, edit(target, 'by this one', elsewhere.rev)))).toBe('changed');
    });

    test('[D28] a reaction meanwhile moves no text, also between two edits', async () => {
      const { log } = shared();
      const { chatId, ann, ben } = await createDirect(log);
      const target = { chatId, seq: 1, actorId: ann };
      const sent = await send(log, chatId, ann, 'one');
      await apply(log, react({ chatId, seq: 1, actorId: ben }, '👍'));
      const first = changed(await apply(log, edit(target, 'two', sent.rev)));
      await apply(log, react({ chatId, seq: 1, actorId: ben }, '👍', false));
      expect(statusOf(await apply(log, edit(target, 'three', first.rev)))).toBe('changed');
      expect(await apply(log, edit(target, 'four', first.rev))).toEqual(refused('message-changed'));
    });

    test('[D28] an edit whose answer was lost is made again without harm, and one that names no rev always is', async () => {
      const { log } = shared();
      const { chatId, ann } = await createDirect(log);
      const target = { chatId, seq: 1, actorId: ann };
      const { rev } = await send(log, chatId, ann, 'one');
      const edited = changed(await apply(log, edit(target, 'two', rev)));
      expect(await apply(log, edit(target, 'two', rev))).toStrictEqual(unchanged(edited));
      expect(statusOf(await apply(log, edit(target, 'three')))).toBe('changed');
    });

    test('[D28] two edits of one batch that started from one text: the second is refused', async () => {
      const { log } = shared();
      const { chatId, ann } = await createDirect(log);
      const target = { chatId, seq: 1, actorId: ann };
      const { rev } = await send(log, chatId, ann, 'one');
      const [first, second] = await log.commit([edit(target, 'two', rev), edit(target, 'three', rev)]);
      expect(second).toEqual(refused('message-changed', changed(first)));
    });

    test('whoever left the group does not edit there any more', async () => {
      const { log } = shared();
      const { chatId, member } = await createGroup(log);
      await send(log, chatId, member, 'bye');
      await apply(log, systemCommand(chatId, member, { type: 'member-left', userId: member }));
      expect(await apply(log, edit({ chatId, seq: 1, actorId: member }, 'x'))).toEqual(refused('not-found'));
    });
  });

  describe('deleting', () => {
    test('a deletion leaves a tombstone without content and reactions', async () => {
      const { log } = shared();
      const { chatId, ann, ben } = await createDirect(log);
      const message = await send(log, chatId, ann, 'secret');
      await apply(log, react({ chatId, seq: 1, actorId: ben }, '👀'));
      const at = nextTime();
      const command = remove({ chatId, seq: 1, actorId: ann }, at);
      const tombstone = changed(await apply(log, command));
      expect(tombstone).toStrictEqual({
        ...message,
        content: '',
        rev: 3,
        reactions: [],
        deletedAt: new Date(at).toISOString(),
      });
      expect(await history(log, chatId)).toStrictEqual([tombstone]);
      expect(await apply(log, remove({ chatId, seq: 1, actorId: ann }))).toStrictEqual(unchanged(tombstone));
    });

    test('a tombstone is neither edited nor reacted to', async () => {
      const { log } = shared();
      const { chatId, ann, ben } = await createDirect(log);
      await send(log, chatId, ann, 'gone');
      await apply(log, remove({ chatId, seq: 1, actorId: ann }));
      expect(await apply(log, edit({ chatId, seq: 1, actorId: ann }, 'back'))).toEqual(refused('message-deleted'));
      expect(await apply(log, react({ chatId, seq: 1, actorId: ben }, '👍'))).toEqual(refused('message-deleted'));
    });

    test.each(['owner', 'admin'] as const)("the %s of a group deletes a member's message", async (role) => {
      const { log } = shared();
      const group = await createGroup(log);
      const { chatId } = group;
      await send(log, chatId, group.member, 'rude');
      expect(statusOf(await apply(log, remove({ chatId, seq: 1, actorId: group[role] })))).toBe('changed');
    });

    test("nobody else deletes another's message, and nobody a system message", async () => {
      const { log } = shared();
      const { chatId, owner, member } = await createGroup(log);
      const direct = await createDirect(log);
      await send(log, chatId, owner, 'rule one');
      await apply(log, systemCommand(chatId, owner, { type: 'renamed', name: 'Bouldering' }));
      await send(log, direct.chatId, direct.ann, 'hi');
      expect(await apply(log, remove({ chatId, seq: 1, actorId: member }))).toEqual(refused('forbidden'));
      expect(await apply(log, remove({ chatId, seq: 2, actorId: owner }))).toEqual(refused('forbidden'));
      expect(await apply(log, remove({ chatId: direct.chatId, seq: 1, actorId: direct.ben }))).toEqual(
        refused('forbidden'),
      );
      expect(await apply(log, remove({ chatId, seq: 1, actorId: newId() }))).toEqual(refused('not-found'));
    });
  });

  describe('reacting', () => {
    test('reactions list people in the order in which they reacted, and go with the last of them', async () => {
      const { log } = shared();
      const { chatId, ann, ben } = await createDirect(log);
      const cake = await send(log, chatId, ann, 'cake!');
      const [, , off] = await log.commit([
        react({ chatId, seq: 1, actorId: ben }, '🎂'),
        react({ chatId, seq: 1, actorId: ann }, '🎂', true, Date.parse(cake.createdAt) + 9_400),
        react({ chatId, seq: 1, actorId: ben }, '🎂', false),
      ]);
      expect(changed(off).reactions).toEqual([{ emoji: '🎂', userIds: [ann], after: [9] }]);
      const gone = changed(await apply(log, react({ chatId, seq: 1, actorId: ann }, '🎂', false)));
      expect(gone).toMatchObject({ reactions: [], rev: 5, editedAt: null });
      expect(await messageAt(log, chatId, 1)).toStrictEqual(gone);
    });

    test('a reaction that is there already, or is not, is a no-op', async () => {
      const { log } = shared();
      const { chatId, ann } = await createDirect(log);
      const message = await send(log, chatId, ann, 'cake!');
      const target = { chatId, seq: 1, actorId: ann };
      expect(await apply(log, react(target, '🎂', false))).toStrictEqual(unchanged(message));
      const reacted = changed(await apply(log, react(target, '🎂')));
      expect(await apply(log, react(target, '🎂'))).toStrictEqual(unchanged(reacted));
    });

    test('one emoji too many is refused, one more person on an emoji is not', async () => {
      const { log } = shared();
      const { chatId, ann, ben } = await createDirect(log);
      await send(log, chatId, ann, 'cake!');
      const emoji = Array.from({ length: serverLimits.reactionsMax }, (_, index) =>
        String.fromCodePoint(0x1f600 + index),
      );
      await log.commit(emoji.map((each) => react({ chatId, seq: 1, actorId: ann }, each)));
      expect(await apply(log, react({ chatId, seq: 1, actorId: ben }, '🎂'))).toEqual(refused('too-many-reactions'));
      expect(statusOf(await apply(log, react({ chatId, seq: 1, actorId: ben }, emoji[0] ?? '')))).toBe('changed');
    });

    test('[D20] whoever is no member does not react', async () => {
      const { log } = shared();
      const { chatId, ann } = await createDirect(log);
      await send(log, chatId, ann, 'private');
      expect(await apply(log, react({ chatId, seq: 1, actorId: newId() }, '👀'))).toEqual(refused('not-found'));
    });
  });
}
