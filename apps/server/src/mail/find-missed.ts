import { type FileSummary, summaryOfFiles } from '@confab/protocol/file-summary';
import { namedSince } from '@confab/protocol/mentions';
import { decodeParts } from '@confab/protocol/message-parts';
import { decideNotify, isHeardForName } from '@confab/protocol/notify';
import { isThreadId } from '@confab/protocol/threads';
import { factsOf, readNotifySettings } from '../notifications/index.ts';
import { everybody, type Storage } from '../storage/index.ts';

/** A message that somebody did not see, and wants to hear of. */
export interface Missed {
  chatId: string;
  kind: 'direct' | 'group' | 'thread';
  seq: number;
  senderId: string;
  content: string;
  files: FileSummary | null;
  /** Milliseconds since 1970. */
  at: number;
  /** When it was said, or an edit made it concern them. */
  newsAt: number;
}

/** Of one log the newest, of all together the first: a mail is to be read. */
const perLogMax = 100;
const messagesMax = 500;

/**
 * What is unread, was said after `since` or names them by an edit since then, and is to be heard by what the person wants now; in the order in
 * which it was said.
 */
export async function findMissed(
  { db }: Pick<Storage, 'db'>,
  userId: string,
  { since, now }: { since: number; now: number },
): Promise<Missed[]> {
  const [said, renamed] = await Promise.all([findSaid(db, userId, since), findRenamed(db, userId, since)]);
  const known = new Set(said.map(({ chatId, seq }) => `${chatId} ${seq}`));
  const rows = [...said, ...renamed.filter(({ chatId, seq }) => !known.has(`${chatId} ${seq}`))];
  if (rows.length === 0) return [];
  const settings = await readNotifySettings(
    db,
    rows.map(({ chatId: logId }) => ({ userId, logId })),
  );
  const missed = rows.flatMap((row): Missed[] => {
    const { chatId, seq, senderId, content, at, parts, readSeq } = row;
    const kind = isThreadId(chatId) ? 'thread' : row.kind === 'direct' ? 'direct' : 'group';
    const facts = factsOf({ seq, senderId, content, at, parts }, kind)(userId, readSeq);
    const own = settings.of(userId, chatId);
    if (decideNotify(facts, own, now).hear !== 'notify') return [];
    const { mentions, files } = decodeParts(parts);
    const namedAt = namedSince(mentions, userId);
    const newsAt = namedAt !== null && isHeardForName(facts, own, now) ? namedAt : at;
    return newsAt > since ? [{ chatId, kind, seq, senderId, content, files: summaryOfFiles(files), at, newsAt }] : [];
  });
  return missed.toSorted((one, other) => one.at - other.at || one.seq - other.seq);
}

type Row = Awaited<ReturnType<typeof findSaid>>[number];

const columns = [
  'messages.chat_id as chatId',
  'chats.kind',
  'members.read_seq as readSeq',
  'messages.seq',
  'messages.sender_id as senderId',
  'messages.content',
  'messages.created_at as at',
  'messages.parts',
] as const;

function findSaid(db: Storage['db'], userId: string, since: number) {
  return db
    .selectFrom('members')
    .innerJoin('chats', 'chats.id', 'members.chat_id')
    .innerJoin('messages', 'messages.chat_id', 'members.chat_id')
    .select(columns)
    .where('members.user_id', '=', userId)
    .where('chats.last_at', '>', since)
    .whereRef('messages.seq', '>', 'members.read_seq')
    .where('messages.seq', '>', (query) => query('chats.seq', '-', perLogMax))
    .where('messages.created_at', '>', since)
    .where('messages.kind', '=', 'text')
    .where('messages.deleted_at', 'is', null)
    .where('messages.sender_id', '!=', userId)
    .orderBy('messages.created_at')
    .orderBy('messages.seq')
    .limit(messagesMax)
    .execute();
}

/** By the index of mentions: what is unread and names them is little. */
function findRenamed(db: Storage['db'], userId: string, since: number): Promise<Row[]> {
  return db
    .$extendTables<{ mentions: { user_id: string; chat_id: string; seq: number } }>()
    .selectFrom('members')
    .innerJoin('chats', 'chats.id', 'members.chat_id')
    .innerJoin('mentions', (join) =>
      join
        .onRef('mentions.chat_id', '=', 'members.chat_id')
        .onRef('mentions.seq', '>', 'members.read_seq')
        .on('mentions.user_id', 'in', [userId, everybody]),
    )
    .innerJoin('messages', (join) =>
      join.onRef('messages.chat_id', '=', 'mentions.chat_id').onRef('messages.seq', '=', 'mentions.seq'),
    )
    .select(columns)
    .distinct()
    .where('members.user_id', '=', userId)
    .where('messages.edited_at', '>', since)
    .where('messages.kind', '=', 'text')
    .where('messages.deleted_at', 'is', null)
    .where('messages.sender_id', '!=', userId)
    .orderBy('messages.created_at')
    .orderBy('messages.seq')
    .limit(messagesMax)
    .execute();
}
