import { unlistGroup } from '../chats/public-group-rules.ts';
import { allFaces, forgetFace } from '../faces/face-rules.ts';
import { enqueueJobs } from '../jobs/job-rules.ts';
import { eraseMessage } from '../messages/erase-rules.ts';
import { noteSlowMode } from '../order/order-rules.ts';
import { isHeld } from '../retention/hold-rules.ts';
import {
  appendSystem,
  chatRule,
  defineRule,
  look,
  query,
  refuse,
  removeMember,
  renameChat,
  setChatParts,
} from '../storage/rule.ts';
import { countOwners, type Deed, isArchived, lookAtGroup, noteGroup } from './group-rules.ts';

export const deleteGroupJob = 'delete-group';
const membersAtOnce = 64;

/** Nothing that people still run is deleted over their heads: it was archived before, in sight of them, or nobody is left to run it. */
export const deleteGroupRule = chatRule('delete-group', function* (deed: Deed) {
  const { chatId, actorId, at } = deed;
  const group = yield* lookAtGroup(chatId);
  if (yield* isHeld('chat', chatId))
    refuse('forbidden', 'This group is held: nothing of it is deleted until that ends.');
  if (!isArchived(group) && (yield* countOwners(chatId)) > 0) {
    refuse('forbidden', 'Archive it first: its members see that, and its owners can object.');
  }
  yield* unlistGroup(chatId);
  yield* query('delete from compliance_access where chat_id = $1', [chatId]);
  yield* query('delete from word_rules where owner = $1', [chatId]);
  yield* noteSlowMode(chatId, 0);
  yield* enqueueJobs([{ kind: deleteGroupJob, key: chatId, dueAt: at, payload: { actorId } }]);
  yield* noteGroup(deed, { action: 'group.deleted', details: { name: group.name ?? '' } });
});

interface Step {
  chatId: string;
  at: number;
}

/** Its members first: nobody is told of each message that goes. Answers whether there may be more. */
export const emptyGroupRule = chatRule('empty-group', function* ({ chatId, actorId, at }: Step & { actorId: string }) {
  const members = yield* query<[userId: string]>(
    `select user_id from members where chat_id = $1 order by user_id limit ${membersAtOnce}`,
    [chatId],
  );
  for (const [userId] of members) {
    const event = { type: 'member-removed', userId } as const;
    yield* appendSystem({ chatId, senderId: actorId, event, content: 'The group was deleted', at });
    yield* removeMember(chatId, userId);
  }
  return members.length === membersAtOnce;
});

/** Messages that one rule erases. */
const erasedAtOnce = 32;

/**
 * All that was said in a log of it, behind `after`, whoever said it: what is held, of a person or by now of the group, is hidden and kept, and
 * goes when nobody holds it any more. Answers up to where it came; null at the end.
 */
export const eraseGroupRule = chatRule('erase-group', function* ({ chatId, after, at }: Step & { after: number }) {
  const found = yield* query<[seq: number]>(
    `select seq from messages where chat_id = $1 and seq > $2 and kind = 'text' and deleted_at is null
     order by seq limit ${erasedAtOnce}`,
    [chatId, after],
  );
  for (const [seq] of found) {
    const message = (yield* look(chatId, { seq, inThread: true }))?.message;
    if (message) yield* eraseMessage(message, at, { expired: 'message' });
  }
  return found.length === erasedAtOnce ? (found.at(-1)?.[0] ?? null) : null;
});

/** Without a name it is in no list. Its picture goes with what it says of itself. */
export const forgetGroupRule = defineRule(
  'forget-group',
  ({ chatId }: Step) => ({ chats: [chatId], persons: [allFaces] }),
  function* ({ chatId }: Step) {
    const group = yield* lookAtGroup(chatId);
    yield* forgetFace(chatId);
    yield* setChatParts(group, Object.fromEntries(Object.keys(group.parts).map((key) => [key, null])));
    yield* renameChat(chatId, '');
  },
);

export const deleteGroupRules = [deleteGroupRule, emptyGroupRule, eraseGroupRule, forgetGroupRule];
