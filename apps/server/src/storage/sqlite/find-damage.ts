import type { DatabaseSync } from 'node:sqlite';
import { auditGuards } from '../migrations/0037-audit.ts';
import { digestContent, digestKey, listTables } from './content-digest.ts';

const neededTables = ['accounts', 'chats', 'members', 'messages', 'meta', 'migrations', 'sends', 'sessions', 'users'];

/** What every database of ours holds to, whichever version wrote it: name of the fault, and what finds a chat that has it. */
const invariants: readonly [fault: string, query: string][] = [
  [
    'a chat whose messages are not numbered from 1 to its counters',
    `select chats.id from chats
     left join (
       select chat_id, count(*) as count, min(seq) as first, max(seq) as seq, max(rev) as rev, count(distinct rev) as revs
       from messages group by chat_id
     ) as found on found.chat_id = chats.id
     where chats.seq <> coalesce(found.seq, 0) or chats.seq <> coalesce(found.count, 0)
       or coalesce(found.first, 1) <> 1 or coalesce(found.revs, 0) <> chats.seq
       or chats.rev < coalesce(found.rev, 0)`,
  ],
  ['messages of a chat that is not there', 'select chat_id from messages where chat_id not in (select id from chats)'],
  [
    'a member of a chat or a person that is not there, or who has read beyond the end',
    `select members.chat_id from members
     left join chats on chats.id = members.chat_id left join users on users.id = members.user_id
     where chats.id is null or users.id is null or members.read_seq > chats.seq`,
  ],
  [
    'a send without its message',
    `select sends.chat_id from sends
     left join messages on messages.chat_id = sends.chat_id and messages.seq = sends.seq
     where messages.chat_id is null or messages.client_id is not sends.client_id
       or messages.sender_id <> sends.sender_id`,
  ],
  [
    'a message whose client id is not kept',
    `select messages.chat_id from messages
     left join sends on sends.client_id = messages.client_id and sends.sender_id = messages.sender_id
     where messages.client_id is not null and sends.chat_id is null`,
  ],
];

/**
 * What is wrong with a database: it is none of ours, or damaged. Null once every page and every row was read and all of
 * it holds. Changes nothing; takes as long as reading the file some three times.
 */
export function findDamage(db: DatabaseSync): string | null {
  try {
    return findForeign(db) ?? findBrokenPages(db) ?? findChangedRows(db) ?? findBrokenRules(db);
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

function findForeign(db: DatabaseSync): string | null {
  const program = findProgram(db);
  if (program !== null) return program;
  const tables = listTables(db);
  const missing = neededTables.filter((name) => !tables.includes(name));
  if (missing.length > 0) return `it has no table ${missing.join(', ')}`;
  if (readMeta(db, 'epoch') === undefined) return 'it has no epoch';
  return readMeta(db, 'unfinished-copy') === undefined
    ? null
    : 'it is an unfinished copy of another database, which "confab migrate" goes on with';
}

/** What no digest covers: whatever of it is not ours could write, or answer, something else each time that the server does its work. */
function findProgram(db: DatabaseSync): string | null {
  const ours = new Set(auditGuards.sqlite.map(plain));
  const found = db
    .prepare(
      `select type, name, sql from sqlite_schema
       where type in ('trigger', 'view') or sql like 'create virtual table%' order by name`,
    )
    .all();
  const foreign = found.find(({ type, sql }) => type !== 'trigger' || !ours.has(plain(String(sql))));
  if (!foreign) return null;
  const kind = foreign['type'] === 'table' ? 'virtual table' : String(foreign['type']);
  return `it has a ${kind} that Confab did not make (${String(foreign['name'])})`;
}

/** SQLite writes the first words of a statement in its own way. */
function plain(statement: string): string {
  return statement.replaceAll(/\s+/g, ' ').toLowerCase();
}

function findBrokenPages(db: DatabaseSync): string | null {
  const report = db.prepare('pragma integrity_check(1)').get()?.['integrity_check'];
  if (report !== 'ok') return String(report).replaceAll(/\s+/g, ' ');
  const orphan = db.prepare('pragma foreign_key_check').get();
  return orphan
    ? `a row of ${String(orphan['table'])} names one of ${String(orphan['parent'])} that is not there`
    : null;
}

/** Reads every row, whether or not there is a digest to hold them against: backups of earlier versions have none. */
function findChangedRows(db: DatabaseSync): string | null {
  const found = digestContent(db);
  const kept = readMeta(db, digestKey);
  return kept === undefined || kept === found ? null : 'its content is not what was backed up';
}

function findBrokenRules(db: DatabaseSync): string | null {
  for (const [fault, query] of invariants) {
    const chat = db.prepare(`${query} limit 1`).get();
    if (chat) return `${fault} (chat ${String(Object.values(chat)[0])})`;
  }
  return null;
}

export function readMeta(db: DatabaseSync, key: string): string | undefined {
  const value = db.prepare('select value from meta where key = ?').get(key)?.['value'];
  return typeof value === 'string' ? value : undefined;
}
