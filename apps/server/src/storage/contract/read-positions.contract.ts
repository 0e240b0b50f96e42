import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { deleteRule, editRule } from '../../messages/message-rules.ts';
import type { AskedMentions } from '../../mentions/mention-rules.ts';
import type { LogCommand } from '../chat-log.ts';
import type { Storage } from '../storage.ts';
import { mentionCount, unreadCount } from '../unread.ts';
import {
  apply,
  createDirect,
  createGroup,
  type Group,
  history,
  newId,
  nextTime,
  send,
  sendCommand,
  type SharedStorage,
  systemCommand,
} from './fixtures.ts';

export function describeReadPositions(shared: SharedStorage): void {
  describe('[D21] read positions', () => {
    test('a position moves forward only, and not past the end', async () => {
      const { log } = shared();
      const { chatId, ann, ben } = await createDirect(log);
      await log.commit(['1', '2', '3'].map((content) => sendCommand(chatId, ann, content)));
      const move = async (seq: number): Promise<unknown> =>
        (await log.moveReadPositions([{ chatId, userId: ben, seq }]))[0];
      expect(await move(2)).toEqual({ readSeq: 2, unread: 1, mentions: 0, atRev: 3, moved: true });
      expect(await move(1)).toEqual({ readSeq: 2, unread: 1, mentions: 0, atRev: 3, moved: false });
      expect(await move(99)).toEqual({ readSeq: 3, unread: 0, mentions: 0, atRev: 3, moved: true });
      expect(await move(3)).toEqual({ readSeq: 3, unread: 0, mentions: 0, atRev: 3, moved: false });
    });

    test('sending moves the position to what was sent', async () => {
      const { log } = shared();
      const { chatId, ann, ben } = await createDirect(log);
      await send(log, chatId, ann, 'question');
      await send(log, chatId, ben, 'answer');
      expect(await log.moveReadPositions([{ chatId, userId: ben, seq: 0 }])).toEqual([
        { readSeq: 2, unread: 0, mentions: 0, atRev: 2, moved: false },
      ]);
    });

    test('a retry moves no position', async () => {
      const { log } = shared();
      const { chatId, ann, ben } = await createDirect(log);
      const first = sendCommand(chatId, ben, 'one');
      await apply(log, first);
      await send(log, chatId, ann, 'two');
      await apply(log, first);
      expect(await log.moveReadPositions([{ chatId, userId: ben, seq: 0 }])).toMatchObject([{ readSeq: 1, unread: 1 }]);
    });

    test('many moves are answered in their places, null for whoever is no member', async () => {
      const { log } = shared();
      const { chatId, ann, ben } = await createDirect(log);
      await send(log, chatId, ann, 'one');
      const answers = await log.moveReadPositions([
        { chatId, userId: newId(), seq: 1 },
        { chatId, userId: ben, seq: 1 },
        { chatId: newId(), userId: ben, seq: 1 },
        { chatId, userId: ben, seq: 1 },
      ]);
      expect(answers.map((answer) => answer?.moved ?? null)).toEqual([null, true, null, false]);
      expect(await log.moveReadPositions([])).toEqual([]);
    });

    test('[D33] unread, and mentions among it, are what a naive count says, after any history', async () => {
      const storage = shared();
      const step = fc.record({ actor: fc.nat(2), kind: fc.nat(7), target: fc.nat(40) });
      await fc.assert(
        fc.asyncProperty(fc.array(step, { maxLength: 50 }), async (steps) => {
          const group = await createGroup(storage.log);
          await storage.log.commit(steps.slice(0, 25).map((each) => toCommand(group, each)));
          for (const each of steps.slice(25)) await takeStep(storage, group, each);
          for (const userId of peopleOf(group)) {
            const { told, listed, counted } = await unreadOf(storage, group.chatId, userId);
            expect([told, listed]).toEqual([counted, counted]);
          }
        }),
        { numRuns: 25 },
      );
    });
  });
}

interface Counts {
  unread: number;
  mentions: number;
}

interface Step {
  actor: number;
  kind: number;
  target: number;
}

const peopleOf = ({ owner, admin, member }: Group): string[] => [owner, admin, member];

async function takeStep(storage: Storage, group: Group, step: Step): Promise<void> {
  const userId = peopleOf(group)[step.actor] ?? group.owner;
  if (step.kind === 7) await storage.log.moveReadPositions([{ chatId: group.chatId, userId, seq: step.target }]);
  else await apply(storage.log, toCommand(group, step));
}

function toCommand(group: Group, { actor, kind, target }: Step): LogCommand {
  const { chatId } = group;
  const actorId = peopleOf(group)[actor] ?? group.owner;
  const common = { chatId, seq: target, actorId, at: nextTime() };
  const mentions = askedBy(group, target);
  const parts = mentions && JSON.stringify({ reactions: [], event: null, mentions });
  if (kind <= 2) return { ...sendCommand(chatId, actorId, `message ${common.at}`), parts };
  if (kind === 3) return editRule.command({ ...common, content: `edited ${common.at}`, mentions });
  if (kind === 4) return deleteRule.command({ ...common });
  if (kind === 5) return systemCommand(chatId, actorId, { type: 'renamed', name: `name ${common.at}` });
  const event = target % 2 === 0 ? 'remove' : 'add';
  return event === 'remove'
    ? systemCommand(chatId, group.owner, { type: 'member-removed', userId: group.member })
    : systemCommand(chatId, group.owner, { type: 'members-added', userIds: [group.member] });
}

/** Nobody, everybody, or somebody as if they were there. */
function askedBy(group: Group, pick: number): AskedMentions | null {
  if (pick % 2 === 0) return null;
  return pick % 5 === 0
    ? { names: [], all: 'everyone' }
    : { names: [], all: 'here', present: [peopleOf(group)[pick % 3] ?? ''] };
}

/** Unread and mentions among it as the log tells it, as a list query does, and counted message by message. Null: no member. */
async function unreadOf(
  { db, log }: Storage,
  chatId: string,
  userId: string,
): Promise<Record<'told' | 'listed' | 'counted', Counts | null>> {
  const [position] = await log.moveReadPositions([{ chatId, userId, seq: 0 }]);
  const listed = await db
    .selectFrom('members as m')
    .innerJoin('chats as c', 'c.id', 'm.chat_id')
    .select([unreadCount('c', 'm').as('unread'), mentionCount('c', 'm').as('mentions')])
    .where('m.chat_id', '=', chatId)
    .where('m.user_id', '=', userId)
    .executeTakeFirst();
  if (!position) return { told: null, listed: listed ?? null, counted: null };
  const unread = (await history(log, chatId)).filter(
    ({ seq, senderId, kind, deletedAt }) =>
      seq > position.readSeq && senderId !== userId && kind === 'text' && deletedAt === null,
  );
  const mentioning = unread.filter(
    ({ mentions }) => mentions?.all === 'everyone' || mentions?.userIds.includes(userId),
  );
  return {
    told: { unread: position.unread, mentions: position.mentions },
    listed: listed ?? null,
    counted: { unread: unread.length, mentions: mentioning.length },
  };
}
