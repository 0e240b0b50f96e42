import type { Message, MessageFile } from '@confab/protocol';
import { decodeParts } from '@confab/protocol/message-parts';
import { doorOf } from '@confab/protocol/threads';
import { hastenJobs } from '../jobs/job-rules.ts';
import { defineRule, lookAtMessage, type PartRules, placesOf, query, refuse, type Work } from '../storage/rule.ts';
import { forgetFiles, noteFiles } from './file-list-rules.ts';

/** The kind of the work that removes what belongs to no message. */
export const cleanFilesJob = 'clean-files';
/** How much there is, is known of all files together: one change after the other. It is no id of a person. */
export const ledger = '*files';
const locks = { persons: [ledger] };

/** What was not sent by then is removed. */
const unsentMs = 24 * 3_600_000;
/** Uploads of one person that are under way or not sent yet. */
const unsentMax = 200;

interface NewUpload {
  id: string;
  userId: string;
  name: string;
  size: number;
  at: number;
  /** Announced by this person and not here yet, with this one. */
  underWayBytesMax: number;
  ownBytesMax: number;
  allBytesMax: number;
}

/** Its bytes count from here on: two who come at once do not both get the last room. */
export const startUploadRule = defineRule(
  'start-upload',
  () => locks,
  function* ({ id, userId, name, size, at, ...most }: NewUpload): Work<void> {
    const taken = new Map(
      yield* query<[string, number]>('select owner, bytes from file_room where owner in ($1, $2)', [userId, '*']),
    );
    const unsent = yield* query<[number]>(
      'select count(*) from (select 1 from files where user_id = $1 and free_at <> 0 limit 200) as unsent',
      [userId],
    );
    if ((unsent[0]?.[0] ?? 0) >= unsentMax)
      refuse('no-room', `You have ${unsentMax} files that you did not send. Send or remove some first.`);
    // Room is taken by a word, and nobody takes all of it without sending a byte.
    const [[underWay] = [0]] = yield* query<[bytes: number]>(
      `select cast(coalesce(sum(size), 0) as bigint) from files where user_id = $1 and whole = 0 and free_at > 0`,
      [userId],
    );
    if (underWay + size > most.underWayBytesMax)
      refuse('no-room', 'Wait until what you upload already is there, or cancel it.');
    if ((taken.get(userId) ?? 0) + size > most.ownBytesMax)
      refuse('no-room', 'You have uploaded as much as one may. Delete messages with files first.');
    if ((taken.get('*') ?? 0) + size > most.allBytesMax)
      refuse('no-room', 'There is no room for more files here. Whoever runs this server can give it more.');
    yield* query(
      `insert into files (id, user_id, name, type, size, key, whole, at, free_at)
       values ($1, $2, $3, '', $4, '', 0, $5, $6)`,
      [id, userId, name, size, at, at + unsentMs],
    );
    yield* takeRoom(userId, size);
    yield* hastenJobs([{ kind: cleanFilesJob, key: ledger, dueAt: at + unsentMs }]);
  },
);

/** All of it has arrived, and is about to be kept under `key`, or under the one that it has got already: answers which. */
export const keepFileRule = defineRule(
  'keep-file',
  () => locks,
  function* ({ id, key, type }: { id: string; key: string; type: string }): Work<string> {
    yield* query(`update files set key = $2, type = $3 where id = $1 and whole = 0 and free_at > 0 and key = ''`, [
      id,
      key,
      type,
    ]);
    const [[named] = ['']] = yield* query<[string]>('select key from files where id = $1 and free_at > 0', [id]);
    if (named === '') refuse('not-found', 'There is no such upload any more.');
    return named;
  },
);

/** It is kept: it may be sent. */
export const finishUploadRule = defineRule(
  'finish-upload',
  () => locks,
  function* ({ id }: { id: string }): Work<void> {
    yield* query('update files set whole = 1 where id = $1 and free_at > 0', [id]);
  },
);

/** Has what was not sent removed at once. */
export const cancelUploadRule = defineRule(
  'cancel-upload',
  () => locks,
  function* ({ id, at }: { id: string; at: number }): Work<void> {
    yield* query('update files set free_at = $2 where id = $1 and free_at > 0', [id, at]);
    yield* hastenJobs([{ kind: cleanFilesJob, key: ledger, dueAt: at }]);
  },
);

export interface Removed {
  id: string;
  key: string;
}

/** Those whose time is over: from here on nobody sends them. Also those that were to be removed, and were not. */
export const freeFilesRule = defineRule(
  'free-files',
  () => locks,
  function* ({ now }: { now: number }): Work<Removed[]> {
    const rows = yield* query<[string]>(
      'select id from files where free_at <> 0 and free_at <= $1 order by free_at limit 64',
      [now],
    );
    if (rows.length === 0) return [];
    const ids = rows.map(([id]) => id);
    const places = placesOf(ids, 1);
    // One that was forwarded just as its last message went.
    yield* query(
      `update files set free_at = 0 where id in (${places}) and free_at > 0
         and exists (select 1 from file_messages where file_id = files.id)`,
      ids,
    );
    const freed = yield* query<[id: string, key: string]>(
      `update files set free_at = -1 where id in (${places}) and free_at <> 0 returning id, key`,
      ids,
    );
    return freed.map(([id, key]) => ({ id, key }));
  },
);

/** Their bytes are gone. */
export const forgetFilesRule = defineRule(
  'forget-files',
  () => locks,
  function* ({ ids }: { ids: readonly string[] }): Work<void> {
    const gone = yield* query<[userId: string, size: number]>(
      `delete from files where id in (${placesOf(ids, 1)}) and free_at = -1 returning user_id, size`,
      ids,
    );
    for (const [userId, size] of gone) yield* takeRoom(userId, -size);
  },
);

export const fileRules = [
  startUploadRule,
  keepFileRule,
  finishUploadRule,
  cancelUploadRule,
  freeFilesRule,
  forgetFilesRule,
];

function* takeRoom(userId: string, bytes: number): Work<void> {
  for (const owner of [userId, '*']) {
    yield* query(
      `insert into file_room (owner, bytes) values ($1, $2)
       on conflict (owner) do update set bytes = file_room.bytes + excluded.bytes`,
      [owner, bytes],
    );
  }
}

type Asked = readonly Pick<MessageFile, 'id' | 'alt'>[];

/**
 * A file belongs to messages: one's own upload to the first, and from there by forwarding, by whoever sees that one. So an id that
 * somebody heard of opens nothing (A10).
 */
export const filesPart: PartRules<NonNullable<Message['files']>> = {
  *resolve(asked: Asked, { senderId, parts }): Work<MessageFile[]> {
    const { forwarded } = decodeParts(parts ?? null);
    return forwarded ? yield* filesOf(forwarded, asked, senderId) : yield* ownFiles(asked, senderId);
  },
  *sent(files, message) {
    const { chat_id: logId, seq } = message;
    yield* noteFiles(files, message);
    for (const { id } of inOrder(files)) {
      yield* query('insert into file_messages (file_id, log_id, seq, chat_id) values ($1, $2, $3, $4)', [
        id,
        logId,
        seq,
        doorOf(logId),
      ]);
      const claimed = yield* query<[string]>(
        'update files set free_at = 0 where id = $1 and free_at >= 0 returning id',
        [id],
      );
      if (claimed.length === 0) refuseFiles();
    }
  },
  *gone(files, message) {
    const { chat_id: logId, seq, created_at } = message;
    yield* forgetFiles(message);
    for (const { id } of inOrder(files)) {
      yield* query('delete from file_messages where file_id = $1 and log_id = $2 and seq = $3', [id, logId, seq]);
      yield* query(
        `update files set free_at = $2 where id = $1 and free_at = 0
           and not exists (select 1 from file_messages where file_id = files.id)`,
        [id, created_at],
      );
    }
    yield* hastenJobs([{ kind: cleanFilesJob, key: logId, dueAt: created_at }]);
  },
};

function* ownFiles(asked: Asked, senderId: string): Work<MessageFile[]> {
  const ids = asked.map(({ id }) => id);
  const rows = yield* query<[id: string, name: string, size: number, type: string]>(
    `select id, name, size, type from files
     where user_id = $1 and whole = 1 and free_at > 0 and id in (${placesOf(ids, 2)})`,
    [senderId, ...ids],
  );
  if (rows.length < ids.length) refuseFiles();
  const found = new Map(rows.map(([id, name, size, type]) => [id, { id, name, size, type }]));
  return asked.flatMap(({ id, alt }) => {
    const file = found.get(id);
    return file ? [{ ...file, ...(alt !== undefined && { alt }) }] : [];
  });
}

/** Those of the original, all of them and as they are there. */
function* filesOf(place: { chatId: string; seq: number }, asked: Asked, actorId: string): Work<MessageFile[]> {
  const { message } = yield* lookAtMessage({ ...place, actorId });
  const files = decodeParts(message.parts).files ?? [];
  const isSame = files.length === asked.length && files.every(({ id }, at) => id === asked[at]?.id);
  if (!isSame) refuse('invalid-request', 'The message that is forwarded has other files. Forward it again.');
  return files;
}

/** Two that forward the same files take turns. */
function inOrder(files: readonly MessageFile[]): MessageFile[] {
  return files.toSorted((one, other) => (one.id < other.id ? -1 : 1));
}

function refuseFiles(): never {
  refuse('invalid-request', 'A file of the message is not there, not whole yet, or sent already. Upload it again.');
}
