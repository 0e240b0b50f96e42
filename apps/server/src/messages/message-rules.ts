import type { Message, Reaction } from '@confab/protocol';
import { serverLimits } from '@confab/protocol/server-limits';
import { decodeParts, encodeParts } from '@confab/protocol/message-parts';
import { mayDeleteMessage, mayEditMessage, mayPost } from '@confab/protocol/permissions';
import { changeReaction, mergeReactions } from '@confab/protocol/reactions';
import { isThreadId } from '@confab/protocol/threads';
import { forgetActivity, noteActivity } from '../activity/activity-rules.ts';
import { noteAudit } from '../audit/audit-rules.ts';
import { requireEmoji } from '../custom-emoji/custom-emoji-rules.ts';
import { keepVersion } from '../edits/edit-rules.ts';
import { type AskedMentions, editMentions } from '../mentions/mention-rules.ts';
import { mayModerate } from '../moderation/acting-rules.ts';
import { flagMessage, type Ordered, refuseNew } from '../order/order-rules.ts';
import {
  change,
  chatRule,
  look,
  lookAtMessage,
  type MessageRow,
  refuse,
  type SeenMessage,
  toMessage,
  type Work,
} from '../storage/rule.ts';
import { eraseMessage, laterThan } from './erase-rules.ts';

/** Which message, by whom and when, in milliseconds since 1970. */
interface Target {
  chatId: string;
  seq: number;
  actorId: string;
  at: number;
  /** For the audit log, where somebody acts as a moderator of the place. */
  by?: Parameters<typeof noteAudit>[1];
}

export type Edit = Target & {
  content: string;
  baseRev?: number | undefined;
  mentions?: AskedMentions | null;
  /** What rules of the place say of the new text. */
  ordered?: Pick<Ordered, 'newFor' | 'flagged'> | null;
};
export type Reacting = Target & { emoji: string; on: boolean };

/** The sender alone. `baseRev`: refused where the content was changed after that `rev` (D28). Answers the message as it is. */
export const editRule = chatRule('edit-message', function* (edit: Edit) {
  const { message, actorRole: role, kind: chatKind, parts: chatParts } = yield* lookAtMessage(edit);
  if (!mayEditMessage(authorship(message), edit.actorId)) forbid();
  refuseDeleted(message);
  // What one may not say any more, an old message does not say either (D34). In its threads one may.
  if (!isThreadId(edit.chatId) && !mayPost({ role, chatKind }, chatParts.posting))
    refuse('forbidden', 'Only owners and admins of this group write in it.');
  if (decodeParts(message.parts).forwarded) refuse('forbidden', 'What was forwarded says what its author wrote.');
  if (message.content === edit.content) return toMessage(message);
  if (edit.baseRev !== undefined && edit.baseRev < contentRev(message)) {
    const detail = 'The message was changed after you began to edit it. Look at it, then edit again.';
    refuse('message-changed', detail, toMessage(message));
  }
  const { newFor, flagged } = edit.ordered ?? {};
  if (newFor !== undefined) yield* refuseNew({ senderId: edit.actorId, at: edit.at }, newFor);
  const editedAt = laterThan(message, edit.at);
  const parts = yield* editMentions(message, edit.mentions ?? null, editedAt);
  const edited = yield* change(message, { content: edit.content, edited_at: editedAt, parts });
  yield* keepVersion(message, edited);
  const { chatId, seq, actorId: senderId, content } = edit;
  if (flagged) yield* flagMessage(flagged, { chatId, seq, senderId, content, at: editedAt });
  return toMessage(edited);
});

/** The sender; in a group, its owners and admins too. Leaves a tombstone: content and parts go. */
export const deleteRule = chatRule('delete-message', function* (target: Target) {
  const { message, actorRole: role, kind: chatKind, parts } = yield* lookAtMessage(target);
  const mayDelete = mayDeleteMessage(authorship(message), { userId: target.actorId, role, chatKind });
  // In public groups moderators of the place look after what is said.
  const isOpen = message.kind === 'text' && parts.visibility === 'public';
  if (!mayDelete && !(isOpen && (yield* mayModerate(target.actorId, message.sender_id)))) forbid();
  if (message.deleted_at !== null) return toMessage(message);
  const removed = message.sender_id === target.actorId ? undefined : mayDelete ? 'admin' : 'moderator';
  const gone = yield* eraseMessage(message, target.at, removed && { removed });
  if (removed === 'moderator') yield* noteRemoval(target, target.by);
  return toMessage(gone);
});

/** By a moderator of the place, wherever that is decided. Answers whether there was something to be removed. */
export function* removeMessage({ chatId, seq, at, by }: Omit<Target, 'actorId'>): Work<boolean> {
  const seen = yield* look(chatId, { seq, inThread: true });
  const message = seen?.message ?? null;
  if (message === null || message.kind !== 'text' || message.deleted_at !== null) return false;
  yield* eraseMessage(message, at, { removed: 'moderator' });
  yield* noteRemoval({ chatId, seq, at }, by);
  return true;
}

function* noteRemoval({ chatId, seq, at }: Omit<Target, 'actorId'>, by: Target['by']): Work<void> {
  const target = { kind: 'message', id: `${chatId}.${seq.toString(36)}` };
  yield* noteAudit({ action: 'message.deleted-by-moderator', target, details: { chatId } }, by ?? { userId: null }, at);
}

export const reactRule = chatRule('react', function* (reacting: Reacting) {
  const { message } = yield* lookAtMessage(reacting);
  refuseDeleted(message);
  const parts = decodeParts(message.parts);
  const before = mergeReactions(parts.reactions);
  const { emoji, actorId: userId, on } = reacting;
  const given = before.some((reaction) => reaction.emoji === emoji && reaction.userIds.includes(userId));
  if (given === on) return toMessage(message);
  if (on) yield* requireEmoji(emoji);
  const after = changeReaction(before, { emoji, userId, on, after: secondsAfter(message, reacting.at) });
  if (after.length > serverLimits.reactionsMax) {
    refuse('too-many-reactions', 'The message has as many different reactions as it can hold. Use one that is there.');
  }
  yield* tellAuthor(message, reacting, after);
  return toMessage(yield* change(message, { parts: encodeParts({ ...parts, reactions: after }) }));
});

/** Of a person's reactions to a message there is one entry, for as long as there is any. */
function* tellAuthor(message: MessageRow, { actorId: by, on, at }: Reacting, after: readonly Reaction[]): Work<void> {
  if (message.kind !== 'text' || message.sender_id === by) return;
  const noted = {
    kind: 'reaction',
    userIds: [message.sender_id],
    chatId: message.chat_id,
    seq: message.seq,
    by,
  } as const;
  if (on) yield* noteActivity({ ...noted, at });
  else if (!after.some(({ userIds }) => userIds.includes(by))) yield* forgetActivity(noted);
}

export const messageRules = [editRule, deleteRule, reactRule];

function forbid(): never {
  refuse('forbidden', 'Your role in this chat does not allow that.');
}

function refuseDeleted({ deleted_at }: MessageRow): void {
  if (deleted_at !== null) refuse('message-deleted', 'The message was deleted.');
}

/** The `rev` of the text: a reaction raises that of the message, and changes no text. */
function contentRev({ edited_rev, edited_at, rev }: SeenMessage): number {
  if (edited_rev !== null) return edited_rev;
  // As sent, or edited before `edited_rev` was kept: then at the latest with the last change of all.
  return edited_at === null ? 0 : rev;
}

function authorship({ kind, sender_id: senderId }: MessageRow): Pick<Message, 'kind' | 'senderId'> {
  return { kind, senderId };
}

/** Short, since everybody who has the message on the screen is sent it. */
function secondsAfter({ created_at }: MessageRow, at: number): number {
  return Math.max(0, Math.round((at - created_at) / 1_000));
}
