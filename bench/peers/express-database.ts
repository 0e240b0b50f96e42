import { DatabaseSync } from 'node:sqlite';
import { loadBetterSqlite3 } from '../subjects/better-sqlite3.ts';

/** The tables that anybody would make for it, with the indexes that the queries want. */
const schema = `
  create table users (id text primary key, name text not null, created_at text not null);
  create table sessions (token text primary key, user_id text not null, expires_at integer not null);
  create table rooms (id text primary key, kind text not null, name text, created_at text not null);
  create table members (room_id text not null, user_id text not null, role text not null, read_seq integer not null,
    primary key (room_id, user_id)) without rowid;
  create index members_by_user on members (user_id);
  create table messages (room_id text not null, seq integer not null, sender_id text not null, client_id text,
    content text not null, created_at text not null, primary key (room_id, seq)) without rowid;
  create unique index messages_by_client_id on messages (room_id, sender_id, client_id);
`;

/** What Confab's database holds of people, chats and messages, so that both answer with the same. */
export function copyForExpress(confabFile: string, file: string): void {
  const target = new DatabaseSync(file);
  target.exec(`pragma journal_mode = wal; ${schema}`);
  target.prepare('attach ? as confab').run(confabFile);
  target.exec(`
    insert into users select id, name, created_at from confab.users;
    insert into sessions select token, user_id, cast(strftime('%s', expires_at) as integer) * 1000 from confab.sessions;
    insert into rooms select id, kind, name, strftime('%Y-%m-%dT%H:%M:%fZ', created_at / 1000.0, 'unixepoch') from confab.chats;
    insert into members select chat_id, user_id, role, read_seq from confab.members;
    insert into messages select chat_id, seq, sender_id, client_id, content,
      strftime('%Y-%m-%dT%H:%M:%fZ', created_at / 1000.0, 'unixepoch') from confab.messages;
    analyze;
  `);
  target.close();
}

interface MessageRow {
  room_id: string;
  seq: number;
  sender_id: string;
  client_id: string | null;
  content: string;
  created_at: string;
}

interface RoomRow {
  id: string;
  kind: string;
  name: string | null;
  created_at: string;
  read_seq: number;
}

interface MemberRow {
  id: string;
  name: string;
  role: string;
  read_seq: number;
}

export type RoomDatabase = ReturnType<typeof openDatabase>;

/** Statements that are prepared once; every commit is on the disk before it is answered, as Confab's is. */
export function openDatabase(file: string) {
  const Database = loadBetterSqlite3();
  const database = new Database(file);
  database.pragma('journal_mode = wal');
  database.pragma('synchronous = full');
  const userOf = database.prepare<[string, number], { id: string; name: string }>(
    `select users.id, users.name from sessions join users on users.id = sessions.user_id where token = ? and expires_at > ?`,
  );
  const membership = database.prepare<[string, string]>('select 1 from members where room_id = ? and user_id = ?');
  const page = database.prepare<[string, number, number], MessageRow>(
    'select * from messages where room_id = ? and seq < ? order by seq desc limit ?',
  );
  const rooms = database.prepare<[string], RoomRow>(
    'select rooms.*, members.read_seq from members join rooms on rooms.id = members.room_id where members.user_id = ?',
  );
  const members = database.prepare<[string], MemberRow>(
    'select users.id, users.name, role, read_seq from members join users on users.id = members.user_id where room_id = ?',
  );
  const nextSeq = database.prepare<[string], { seq: number }>(
    'select coalesce(max(seq), 0) + 1 as seq from messages where room_id = ?',
  );
  const insert = database.prepare<[string, number, string, string | null, string, string]>(
    'insert into messages values (?, ?, ?, ?, ?, ?)',
  );
  const post = database.transaction((message: Omit<MessageRow, 'seq'>): MessageRow => {
    const { room_id, sender_id, client_id, content, created_at } = message;
    const seq = nextSeq.get(room_id)?.seq ?? 1;
    insert.run(room_id, seq, sender_id, client_id, content, created_at);
    return { ...message, seq };
  });
  return {
    userOf: (token: string) => userOf.get(token, Date.now()),
    isMember: (roomId: string, userId: string) => membership.get(roomId, userId) !== undefined,
    page: (roomId: string, before: number, limit: number) =>
      page.all(roomId, before, limit).toReversed().map(toMessage),
    rooms: (userId: string) =>
      rooms.all(userId).map((room) => {
        const [last] = page.all(room.id, Number.MAX_SAFE_INTEGER, 1);
        return toRoom(room, members.all(room.id), last);
      }),
    post: (message: Omit<MessageRow, 'seq'>) => toMessage(post.immediate(message)),
  };
}

function toRoom(room: RoomRow, members: readonly MemberRow[], last: MessageRow | undefined) {
  return {
    id: room.id,
    kind: room.kind,
    name: room.name,
    members: members.map(({ id, name, role, read_seq }) => ({ user: { id, name }, role, readSeq: read_seq })),
    createdAt: room.created_at,
    unread: (last?.seq ?? 0) - room.read_seq,
    lastMessage: last && toMessage(last),
  };
}

function toMessage({ room_id, seq, sender_id, client_id, content, created_at }: MessageRow) {
  return {
    id: `${room_id}.${seq.toString(36)}`,
    chatId: room_id,
    seq,
    senderId: sender_id,
    clientId: client_id,
    content,
    createdAt: created_at,
  };
}
