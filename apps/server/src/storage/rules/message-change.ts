import type { Actor, Message, Reaction, Role } from '@confab/protocol';
import { mergeReactions } from '@confab/protocol/emoji';
import { decodeParts, encodeParts } from '@confab/protocol/message-parts';
import { mayDeleteMessage, mayEditMessage } from '@confab/protocol/permissions';
import type { LogCommand, LogOutcome, LogRefusal } from '../chat-log.ts';
import type { MessageRow } from '../message-columns.ts';
import { toMessage } from '../message-row.ts';

type Edit = Extract<LogCommand, { type: 'edit' }>;
type Delete = Extract<LogCommand, { type: 'delete' }>;
type React = Extract<LogCommand, { type: 'react' }>;
export type MessageCommand = Edit | Delete | React;

export interface MessageFacts {
  chatKind: 'direct' | 'group';
  /** Null: no member. */
  actorRole: Role | null;
  message: MessageRow | undefined;
  /** The `rev` of the last change of its content, where that is known. */
  editedRev: number | null;
  /** Distinct emoji that one message may carry. */
  reactionsMax: number;
}

/** `row` is the message as it shall be, but for its `rev`. */
export type MessageDecision =
  | { refused: LogRefusal; current?: Message }
  | { refused: null; row: MessageRow; changes: boolean };

export function refusal({ refused: reason, current }: { refused: LogRefusal; current?: Message }): LogOutcome {
  return current ? { status: 'refused', reason, current } : { status: 'refused', reason };
}

export function decideMessageChange(facts: MessageFacts, command: MessageCommand): MessageDecision {
  const { message, actorRole } = facts;
  if (actorRole === null || message === undefined) return { refused: 'not-found' };
  switch (command.type) {
    case 'edit':
      return decideEdit(message, command, facts.editedRev);
    case 'delete':
      return decideDelete(message, command, { role: actorRole, chatKind: facts.chatKind });
    case 'react':
      return decideReaction(message, command, facts.reactionsMax);
  }
}

function decideEdit(row: MessageRow, command: Edit, editedRev: number | null): MessageDecision {
  if (!mayEditMessage(authorship(row), command.actorId)) return { refused: 'forbidden' };
  if (row.deleted_at !== null) return { refused: 'message-deleted' };
  if (row.content === command.content) return { refused: null, row, changes: false };
  if (command.baseRev !== undefined && command.baseRev < contentRev(row, editedRev)) {
    return { refused: 'message-changed', current: toMessage(row) };
  }
  return {
    refused: null,
    row: { ...row, content: command.content, edited_at: laterThan(row, command.at) },
    changes: true,
  };
}

/** The `rev` of the text: a reaction raises that of the message, and changes no text. */
function contentRev(row: MessageRow, editedRev: number | null): number {
  if (editedRev !== null) return editedRev;
  // As sent, or edited before `edited_rev` was kept: then at the latest with the last change of all.
  return row.edited_at === null ? 0 : row.rev;
}

function decideDelete(row: MessageRow, command: Delete, place: Omit<Actor, 'userId'>): MessageDecision {
  if (!mayDeleteMessage(authorship(row), { userId: command.actorId, ...place })) return { refused: 'forbidden' };
  if (row.deleted_at !== null) return { refused: null, row, changes: false };
  return {
    refused: null,
    row: { ...row, content: '', parts: null, deleted_at: laterThan(row, command.at) },
    changes: true,
  };
}

/** The clock may have been set back since the message was written. */
function laterThan({ created_at, edited_at }: MessageRow, at: number): number {
  return Math.max(at, created_at, edited_at ?? 0);
}

function authorship({ kind, sender_id: senderId }: MessageRow): Pick<Message, 'kind' | 'senderId'> {
  return { kind, senderId };
}

function decideReaction(row: MessageRow, command: React, reactionsMax: number): MessageDecision {
  if (row.deleted_at !== null) return { refused: 'message-deleted' };
  const parts = decodeParts(row.parts);
  const before = mergeReactions(parts.reactions);
  const given = before.some(({ emoji, userIds }) => emoji === command.emoji && userIds.includes(command.actorId));
  if (given === command.on) return { refused: null, row, changes: false };
  const after = command.on ? withReaction(before, command) : withoutReaction(before, command);
  if (after.length > reactionsMax) return { refused: 'too-many-reactions' };
  return {
    refused: null,
    row: { ...row, parts: encodeParts({ ...parts, reactions: after }) },
    changes: true,
  };
}

function withReaction(reactions: readonly Reaction[], { emoji, actorId }: React): Reaction[] {
  if (!reactions.some((reaction) => reaction.emoji === emoji)) return [...reactions, { emoji, userIds: [actorId] }];
  return reactions.map((reaction) =>
    reaction.emoji === emoji ? { emoji, userIds: [...reaction.userIds, actorId] } : reaction,
  );
}

function withoutReaction(reactions: readonly Reaction[], { emoji, actorId }: React): Reaction[] {
  return reactions
    .map((reaction) =>
      reaction.emoji === emoji ? { emoji, userIds: reaction.userIds.filter((userId) => userId !== actorId) } : reaction,
    )
    .filter((reaction) => reaction.userIds.length > 0);
}
