import type { HoldKind } from '@confab/protocol';
import { decodeParts } from '@confab/protocol/message-parts';
import { doorOf } from '@confab/protocol/threads';
import { type AuditBy } from '../audit/audit-entry-rules.ts';
import { noteAudit } from '../audit/audit-rules.ts';
import { cleanFilesJob } from '../files/file-rules.ts';
import { hastenJobs } from '../jobs/job-rules.ts';
import { defineRule, type MessageRow, query, refuse, type Work } from '../storage/rule.ts';

export interface Held {
  kind: HoldKind;
  id: string;
}

/** Everything that is held and let go takes turns. It is no id of a person. */
const ledger = '*holds';
const locks = { persons: [ledger] };
export const retentionJob = 'retention';
/** The key of the job that looks after all chats. */
export const everyChat = '*';

/** Nothing of this person, or of this chat, is deleted. */
export function* isHeld(kind: HoldKind, id: string): Work<boolean> {
  return (yield* query<[number]>('select 1 from holds where kind = $1 and id = $2', [kind, id])).length > 0;
}

/** Of a message: its chat is held, or whoever wrote it. */
export function* isMessageHeld({ chat_id, sender_id }: Pick<MessageRow, 'chat_id' | 'sender_id'>): Work<boolean> {
  const found = yield* query<[number]>(
    `select 1 from holds where (kind = 'chat' and id = $1) or (kind = 'person' and id = $2) limit 1`,
    [doorOf(chat_id), sender_id],
  );
  return found.length > 0;
}

/** It is about to be deleted, and held: what it says is kept where nobody reads it but whoever may export it. */
export function* keepHeld(message: MessageRow, at: number): Work<void> {
  const { chat_id: logId, seq, content, parts } = message;
  const chatId = doorOf(logId);
  const versions = yield* query<[content: string, at: number]>(
    'select content, at from message_edits where chat_id = $1 and seq = $2 order by rev',
    [logId, seq],
  );
  const before = JSON.stringify(versions.map(([text, written]) => ({ content: text, at: written })));
  yield* query(
    `insert into held_messages (log_id, seq, chat_id, content, parts, versions, at) values ($1, $2, $3, $4, $5, $6, $7)
     on conflict do nothing`,
    [logId, seq, chatId, content, parts ?? '', before, at],
  );
  yield* keepHeldFiles(message);
}

/** The same of its files alone, which it is about to lose. */
export function* keepHeldFiles({ chat_id: logId, seq, parts }: MessageRow): Work<void> {
  for (const { id } of decodeParts(parts).files ?? []) {
    yield* query(
      'insert into held_files (file_id, log_id, seq, chat_id) values ($1, $2, $3, $4) on conflict do nothing',
      [id, logId, seq, doorOf(logId)],
    );
  }
}

interface Deed extends Held {
  by: AuditBy;
  at: number;
}

export const setHoldRule = defineRule(
  'set-hold',
  () => locks,
  function* ({ kind, id, reason, by, at }: Deed & { reason: string }): Work<void> {
    const there =
      kind === 'chat' ? "select 1 from chats where id = $1 and kind <> 'thread'" : 'select 1 from users where id = $1';
    if ((yield* query<[number]>(there, [id])).length === 0) refuse('not-found', 'There is no such chat or person.');
    yield* query(
      `insert into holds (kind, id, by_id, at, reason) values ($1, $2, $3, $4, $5)
       on conflict (kind, id) do update set reason = excluded.reason`,
      [kind, id, by.userId ?? '', at, reason],
    );
    yield* noteAudit({ action: 'hold.set', target: { kind, id }, details: { reason } }, by, at);
  },
);

/** What was hidden goes. What versions before passed over, and versions of texts, are looked for from the beginning. */
export const liftHoldRule = defineRule(
  'lift-hold',
  () => locks,
  function* ({ kind, id, by, at }: Deed): Work<void> {
    if (!(yield* isHeld(kind, id))) refuse('not-found', 'That is not held.');
    yield* query('delete from holds where kind = $1 and id = $2', [kind, id]);
    yield* query('delete from retention_cursors');
    yield* noteAudit({ action: 'hold.lifted', target: { kind, id } }, by, at);
    yield* hastenJobs([{ kind: retentionJob, key: everyChat, dueAt: at }]);
  },
);

const releasedAtOnce = 64;

/** What was hidden and nobody holds any more goes for good. Answers of how many messages. */
export const releaseHeldRule = defineRule(
  'release-held',
  () => locks,
  function* ({ at }: { at: number }): Work<number> {
    const free = yield* query<[logId: string, seq: number]>(
      `select place.log_id, place.seq from (select log_id, seq, chat_id from held_messages
         union select log_id, seq, chat_id from held_files) as place
       join messages on messages.chat_id = place.log_id and messages.seq = place.seq
       where not exists (select 1 from holds where (holds.kind = 'chat' and holds.id = place.chat_id)
         or (holds.kind = 'person' and holds.id = messages.sender_id))
       limit ${releasedAtOnce}`,
    );
    for (const place of free) {
      const files = yield* query<[string]>(
        'select file_id from held_files where log_id = $1 and seq = $2 order by 1',
        place,
      );
      yield* query('delete from held_files where log_id = $1 and seq = $2', place);
      yield* query('delete from held_messages where log_id = $1 and seq = $2', place);
      for (const [fileId] of files) {
        yield* query(
          `update files set free_at = $2 where id = $1 and free_at = 0
             and not exists (select 1 from file_messages where file_id = files.id)
             and not exists (select 1 from held_files where file_id = files.id)`,
          [fileId, at],
        );
      }
    }
    if (free.length > 0) yield* hastenJobs([{ kind: cleanFilesJob, key: ledger, dueAt: at }]);
    return free.length;
  },
);

export const holdRules = [setHoldRule, liftHoldRule, releaseHeldRule];
