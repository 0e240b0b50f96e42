import type { AuditDetails, ChatRetention, PlaceRetention } from '@confab/protocol';
import { decodeParts, encodeParts } from '@confab/protocol/message-parts';
import { mayRenameGroup } from '@confab/protocol/permissions';
import { doorOf } from '@confab/protocol/threads';
import type { AuditBy } from '../audit/audit-entry-rules.ts';
import { noteAudit } from '../audit/audit-rules.ts';
import { filesPart } from '../files/file-rules.ts';
import { enqueueJobs, hastenJobs } from '../jobs/job-rules.ts';
import { eraseMessage } from '../messages/erase-rules.ts';
import {
  appendSystem,
  change,
  chatRule,
  defineRule,
  look,
  lookAsMember,
  query,
  refuse,
  type SeenMessage,
  setChatParts,
  type Work,
} from '../storage/rule.ts';
import { everyChat, isHeld, isMessageHeld, keepHeldFiles, retentionJob } from './hold-rules.ts';

/** Messages that one rule deletes: sends to their chat wait for as long. */
const atOnce = 32;

interface Choice {
  chatId: string;
  actorId: string;
  chosen: ChatRetention;
  /** As the place says it now: see `keptFor`. */
  place: PlaceRetention;
  by: AuditBy;
  content: string;
  at: number;
}

export const setRetentionRule = chatRule('set-retention', function* (choice: Choice): Work<void> {
  const { chatId, actorId, chosen, place, by, content, at } = choice;
  const group = yield* lookAsMember(chatId, actorId);
  if (group.kind === 'direct') refuse('chat-is-direct', 'A direct chat is kept as the place has it.');
  if (!mayRenameGroup(group.actorRole)) refuse('forbidden', 'Only owners and admins of this group may do that.');
  if (!place.chatsChoose) refuse('forbidden', 'In this place groups don’t choose for how long they are kept.');
  refuseOutside(chosen, place);
  if (JSON.stringify(sorted(group.parts.retention ?? {})) === JSON.stringify(sorted(chosen))) return;
  const says = Object.keys(chosen).length > 0;
  yield* setChatParts(group, { retention: says ? chosen : null });
  const event = { type: 'retention-changed', chatParts: { retention: chosen } } as const;
  yield* appendSystem({ chatId, senderId: actorId, event, content, at });
  const details: AuditDetails = Object.fromEntries(Object.entries(chosen).map(([key, days]) => [key, days ?? null]));
  yield* noteAudit({ action: 'retention.changed', target: { kind: 'chat', id: chatId }, details }, by, at);
  yield* hastenJobs([{ kind: retentionJob, key: chatId, dueAt: at }]);
});

function sorted(chosen: ChatRetention): unknown[] {
  return Object.entries(chosen).toSorted(([a], [b]) => (a < b ? -1 : 1));
}

function refuseOutside(chosen: ChatRetention, { least, most }: PlaceRetention): void {
  for (const days of Object.values(chosen)) {
    if (days === undefined) continue;
    const isTooLong = most !== null && (days === null || days > most);
    if (isTooLong) refuse('invalid-request', `In this place nothing is kept for more than ${most} days.`);
    if (least !== null && days !== null && days < least)
      refuse('invalid-request', `In this place everything is kept for at least ${least} days.`);
  }
}

/** What was written before `before`, in milliseconds since 1970, is too old. `chatId`: a chat, or a thread. */
interface Expiry {
  chatId: string;
  before: number;
  at: number;
}

/** Deletes the oldest messages that are too old. Answers whether there may be more. */
export const expireMessagesRule = chatRule('expire-messages', ({ chatId, before, at }: Expiry) =>
  expire({
    chatId,
    kind: 'messages',
    find: (after) =>
      query<[seq: number, at: number]>(
        `select seq, created_at from messages where chat_id = $1 and seq > $2 and kind = 'text' and deleted_at is null
         order by seq limit ${atOnce}`,
        [chatId, after],
      ),
    before,
    *each(message) {
      if (message.deleted_at === null && message.kind === 'text')
        yield* eraseMessage(message, at, { expired: 'message' });
    },
  }),
);

/** The same of their files, which the messages lose. One that was nothing else goes. */
export const expireFilesRule = chatRule('expire-files', ({ chatId, before, at }: Expiry) =>
  expire({
    chatId,
    kind: 'files',
    find: (after) =>
      query<[seq: number, at: number]>(
        `select seq, max(at) from file_lists where log_id = $1 and seq > $2 group by seq order by seq limit ${atOnce}`,
        [chatId, after],
      ),
    before,
    *each(message) {
      const { files, ...parts } = decodeParts(message.parts);
      if (!files || message.deleted_at !== null) return;
      if (message.content === '') return void (yield* eraseMessage(message, at, { expired: 'files' }));
      if (yield* isMessageHeld(message)) yield* keepHeldFiles(message);
      yield* filesPart.gone?.(files as never, message) ?? [];
      yield* change(message, { parts: encodeParts({ ...parts, expired: 'files' }) });
    },
  }),
);

interface Expiring {
  chatId: string;
  kind: 'messages' | 'files';
  find: (after: number) => Work<[seq: number, at: number][]>;
  before: number;
  each: (message: SeenMessage) => Work<void>;
}

/** In the order of the log, in which times never run backwards. What is held is hidden and kept: nobody can tell by what stays (decision 59). */
function* expire({ chatId, kind, find, before, each }: Expiring): Work<boolean> {
  const [[cursor] = [0]] = yield* query<[number]>('select seq from retention_cursors where log_id = $1 and kind = $2', [
    chatId,
    kind,
  ]);
  const found = yield* find(cursor);
  const old = found.filter(([, at]) => at < before);
  for (const [seq] of old) {
    const message = (yield* look(chatId, { seq, inThread: true }))?.message;
    if (message) yield* each(message);
  }
  const last = old.at(-1)?.[0];
  if (last === undefined) return false;
  yield* query(
    `insert into retention_cursors (log_id, kind, seq) values ($1, $2, $3)
     on conflict (log_id, kind) do update set seq = excluded.seq`,
    [chatId, kind, last],
  );
  return old.length === found.length && found.length === atOnce;
}

const versionsAtOnce = 500;

/** The same of what messages said before they were edited: what is held stays, and no reader is shown what is too old. */
export const expireEditsRule = chatRule('expire-edits', function* ({ chatId, before }: Expiry): Work<boolean> {
  if (yield* isHeld('chat', doorOf(chatId))) return false;
  const gone = yield* query<[number]>(
    `delete from message_edits where chat_id = $1 and (seq, rev) in (
       select message_edits.seq, message_edits.rev from message_edits
       join messages on messages.chat_id = message_edits.chat_id and messages.seq = message_edits.seq
       where message_edits.chat_id = $1 and message_edits.at < $2
         and not exists (select 1 from holds where holds.kind = 'person' and holds.id = messages.sender_id)
       limit ${versionsAtOnce})
     returning seq`,
    [chatId, before],
  );
  return gone.length === versionsAtOnce;
});

/** All chats are looked through, from the one after `after`. */
export const lookThroughRule = defineRule(
  'retain-all',
  () => ({ persons: ['*retention'] }),
  ({ after, at }: { after: string; at: number }) =>
    enqueueJobs([{ kind: retentionJob, key: everyChat, dueAt: at, payload: { after } }]),
);

export const retentionRules = [setRetentionRule, expireMessagesRule, expireFilesRule, expireEditsRule, lookThroughRule];
