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

/** What was found of a file that has arrived. */
export interface KeptFile {
  id: string;
  key: string;
  type: string;
  /** Of what is kept, in bytes. */
  size: number;
  picture: KeptPicture | null;
}

/** `width` is 0 for one that is not shown small. */
export interface KeptPicture {
  width: number;
  height: number;
  isAnimated: boolean;
  thumbhash: string;
  previews: KeptPreviews;
}

/** By their widths, the SHA-256 of those that were made, and how many bytes each has. */
export type KeptPreviews = Readonly<Record<string, readonly [sha256: string, bytes: number]>>;

/** All of it has arrived, and is about to be kept under the key that is answered: one that was said before stays. */
export const keepFileRule = defineRule(
  'keep-file',
  () => locks,
  function* ({ id, key, type, size, picture }: KeptFile): Work<string> {
    const [found] = yield* query<[userId: string, sent: number, known: string]>(
      'select user_id, size, key from files where id = $1 and whole = 0 and free_at > 0',
      [id],
    );
    if (!found) refuse('not-found', 'There is no such upload any more.');
    const [userId, sent, known] = found;
    if (known !== '') return known;
    yield* query('update files set key = $2, type = $3, size = $4 where id = $1', [id, key, type, size]);
    if (picture) {
      const { width, height, isAnimated, thumbhash, previews } = picture;
      yield* query(
        `insert into file_pictures (file_id, sent, width, height, animated, thumbhash, previews)
         values ($1, $2, $3, $4, $5, $6, $7)`,
        [id, sent, width, height, isAnimated ? 1 : 0, thumbhash, JSON.stringify(previews)],
      );
    }
    yield* takeRoom(userId, size - sent + bytesOf(picture?.previews ?? {}));
    return key;
  },
);

export interface MadePreview {
  id: string;
  width: number;
  sha256: string;
  bytes: number;
}

/** A smaller one was made, and is about to be kept: its bytes count as those of the file. False where that is about to go. */
export const keepPreviewRule = defineRule(
  'keep-preview',
  () => locks,
  function* ({ id, width, sha256, bytes }: MadePreview): Work<boolean> {
    const [found] = yield* query<[userId: string, previews: string]>(
      `select files.user_id, file_pictures.previews from files
       join file_pictures on file_pictures.file_id = files.id where files.id = $1 and files.free_at >= 0`,
      [id],
    );
    if (!found) return false;
    const [userId, text] = found;
    const before = JSON.parse(text) as KeptPreviews;
    const previews: KeptPreviews = { ...before, [width]: [sha256, bytes] };
    yield* query('update file_pictures set previews = $2 where file_id = $1', [id, JSON.stringify(previews)]);
    yield* takeRoom(userId, bytesOf(previews) - bytesOf(before));
    return true;
  },
);

/** It is kept: it may be sent. Answers whether anybody wants it still. */
export const finishUploadRule = defineRule(
  'finish-upload',
  () => locks,
  function* ({ id }: { id: string }): Work<boolean> {
    yield* query('update files set whole = 1 where id = $1 and free_at > 0', [id]);
    return (yield* query<[number]>('select 1 from files where id = $1 and free_at >= 0', [id])).length > 0;
  },
);

/** Has what was not sent removed at once. */
export const cancelUploadRule = defineRule(
  'cancel-upload',
  () => locks,
  function* ({ id, at }: { id: string; at: number }): Work<void> {
    // It is gone for whoever asks, before its bytes are.
    yield* query('update files set free_at = -1 where id = $1 and free_at > 0', [id]);
    yield* hastenJobs([{ kind: cleanFilesJob, key: ledger, dueAt: at }]);
  },
);

export interface Removed {
  id: string;
  key: string;
  previews: KeptPreviews;
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
    const freed = yield* query<[id: string, key: string, previews: string | null]>(
      `update files set free_at = -1 where id in (${places}) and free_at <> 0
       returning id, key, (select previews from file_pictures where file_id = files.id)`,
      ids,
    );
    return freed.map(([id, key, previews]) => ({ id, key, previews: JSON.parse(previews ?? '{}') as KeptPreviews }));
  },
);

/** Their bytes are gone. */
export const forgetFilesRule = defineRule(
  'forget-files',
  () => locks,
  function* ({ ids }: { ids: readonly string[] }): Work<void> {
    const gone = yield* query<[id: string, userId: string, size: number, previews: string | null]>(
      `select files.id, files.user_id, files.size, file_pictures.previews from files
       left join file_pictures on file_pictures.file_id = files.id
       where files.id in (${placesOf(ids, 1)}) and files.free_at = -1`,
      ids,
    );
    for (const [id, userId, size, previews] of gone) {
      yield* query('delete from file_pictures where file_id = $1', [id]);
      yield* query('delete from files where id = $1', [id]);
      yield* takeRoom(userId, -size - bytesOf(JSON.parse(previews ?? '{}') as KeptPreviews));
    }
  },
);

export const fileRules = [
  startUploadRule,
  keepFileRule,
  keepPreviewRule,
  finishUploadRule,
  cancelUploadRule,
  freeFilesRule,
  forgetFilesRule,
];

function bytesOf(previews: KeptPreviews): number {
  return Object.values(previews).reduce((sum, [, bytes]) => sum + bytes, 0);
}

function* takeRoom(userId: string, bytes: number): Work<void> {
  for (const owner of [userId, '*']) yield* addRoom(owner, bytes);
}

function* addRoom(owner: string, bytes: number): Work<void> {
  yield* query(
    `insert into file_room (owner, bytes) values ($1, $2)
     on conflict (owner) do update set bytes = file_room.bytes + excluded.bytes`,
    [owner, bytes],
  );
}

/** Whose files are that were deleted and are kept by a hold. It is no id of a person. */
const heldFiles = '*held';

/** Whoever deleted it finds it among their own no more, and pays no more for its room: either would tell them of the hold. */
function* hideHeld(fileId: string): Work<void> {
  const [held] = yield* query<[userId: string, size: number, previews: string | null]>(
    `select files.user_id, files.size, file_pictures.previews from files
     left join file_pictures on file_pictures.file_id = files.id
     where files.id = $1 and files.free_at = 0 and files.user_id <> $2
       and not exists (select 1 from file_messages where file_id = files.id)
       and exists (select 1 from held_files where file_id = files.id)`,
    [fileId, heldFiles],
  );
  if (!held) return;
  const [userId, size, previews] = held;
  const bytes = size + bytesOf(JSON.parse(previews ?? '{}') as KeptPreviews);
  yield* query('update files set user_id = $1 where id = $2', [heldFiles, fileId]);
  yield* addRoom(userId, -bytes);
  yield* addRoom(heldFiles, bytes);
}

type Asked = readonly Pick<MessageFile, 'id' | 'alt' | 'voice'>[];

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
           and not exists (select 1 from file_messages where file_id = files.id)
           and not exists (select 1 from held_files where file_id = files.id)`,
        [id, created_at],
      );
      yield* hideHeld(id);
    }
    yield* hastenJobs([{ kind: cleanFilesJob, key: logId, dueAt: created_at }]);
  },
};

type FoundFile = [
  ...[id: string, name: string, size: number, type: string],
  ...[width: number | null, height: number | null, animated: number | null, thumbhash: string | null],
];

function* ownFiles(asked: Asked, senderId: string): Work<MessageFile[]> {
  const ids = asked.map(({ id }) => id);
  const rows = yield* query<FoundFile>(
    `select files.id, name, size, type, width, height, animated, thumbhash from files
     left join file_pictures on file_pictures.file_id = files.id
     where user_id = $1 and whole = 1 and free_at > 0 and files.id in (${placesOf(ids, 2)})`,
    [senderId, ...ids],
  );
  if (rows.length < ids.length) refuseFiles();
  const found = new Map(rows.map((row) => [row[0], describe(row)]));
  return asked.flatMap(({ id, alt, voice }) => {
    const file = found.get(id);
    if (!file) return [];
    if (voice && !file.type.startsWith('audio/')) refuse('invalid-request', 'Only sound is a voice message.');
    return [{ ...file, ...(alt !== undefined && { alt }), ...(voice && { voice }) }];
  });
}

function describe([id, name, size, type, width, height, animated, thumbhash]: FoundFile): MessageFile {
  return {
    id,
    name,
    size,
    type,
    ...(width && height && { width, height }),
    ...(thumbhash && { thumbhash }),
    ...(animated && { animated: true as const }),
  };
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
