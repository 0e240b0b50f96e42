import type { DatabaseSync } from 'node:sqlite';
import { messageColumnNames, messageColumns } from '../message-columns.ts';

/** What `selectSend` answers. */
export interface FirstSend {
  chat_id: string;
  seq: number;
  content_hash: string | null;
}

/** The writer's prepared statements. */
export type LogStatements = ReturnType<typeof prepareLogStatements>;

export function prepareLogStatements(db: DatabaseSync) {
  return {
    begin: db.prepare('begin immediate'),
    commit: db.prepare('commit'),
    setSavepoint: db.prepare('savepoint rule'),
    rollBackToSavepoint: db.prepare('rollback to rule'),
    releaseSavepoint: db.prepare('release rule'),
    selectChat: db.prepare('select id, kind, name, parts, seq, rev, last_at from chats where id = ?'),
    selectChatByDirectKey: db.prepare('select id from chats where direct_key = ?'),
    insertChat: db.prepare(
      'insert into chats (id, kind, name, direct_key, created_by, created_at, last_at) values (?, ?, ?, ?, ?, ?, ?)',
    ),
    updateChatHead: db.prepare('update chats set seq = ?, rev = ?, last_at = ? where id = ?'),
    renameChat: db.prepare('update chats set name = ? where id = ?'),
    setChatParts: db.prepare('update chats set parts = ? where id = ?'),
    selectRole: db.prepare('select role from members where chat_id = ? and user_id = ?'),
    countMembers: db.prepare(
      "select count(*) as members, count(*) filter (where role = 'owner') as owners from members where chat_id = ?",
    ),
    insertMember: db.prepare(
      'insert into members (chat_id, user_id, role, joined_at, read_seq) values (?, ?, ?, ?, ?)',
    ),
    deleteMember: db.prepare(
      // Those of its threads too: their ids begin with that of the chat and the mark.
      `delete from members where user_id = ?2 and (chat_id = ?1 or (chat_id >= ?1 || '~' and chat_id < ?1 || '~~'))`,
    ),
    updateRole: db.prepare('update members set role = ? where chat_id = ? and user_id = ?'),
    selectMessage: db.prepare(`select ${messageColumns} from messages where chat_id = ? and seq = ?`),
    selectMessageToChange: db.prepare(
      `select ${messageColumns}, edited_rev from messages where chat_id = ? and seq = ?`,
    ),
    insertMessage: db.prepare(
      `insert into messages (${messageColumns}) values (${messageColumnNames.map(() => '?').join(', ')})`,
    ),
    updateMessage: db.prepare(
      `update messages set rev = ?1, content = ?2, edited_at = ?3, deleted_at = ?4, parts = ?5, touched = 1,
         edited_rev = case when content = ?2 then edited_rev else ?1 end
       where chat_id = ?6 and seq = ?7`,
    ),
    insertSend: db.prepare(
      'insert into sends (sender_id, client_id, chat_id, seq) values (?, ?, ?, ?) on conflict do nothing',
    ),
    selectSend: db.prepare('select chat_id, seq, content_hash from sends where sender_id = ? and client_id = ?'),
    keepContentHash: db.prepare('update sends set content_hash = ? where sender_id = ? and client_id = ?'),
    selectReadPosition: db.prepare(
      `select members.read_seq, chats.seq, chats.rev from members join chats on chats.id = members.chat_id
       where members.chat_id = ? and members.user_id = ?`,
    ),
    moveReadPosition: db.prepare(
      'update members set read_seq = ?1 where chat_id = ?2 and user_id = ?3 and read_seq < ?1',
    ),
    countUncounted: db.prepare(
      `select count(*) as count from messages
       where chat_id = ? and seq > ? and (kind = 'system' or deleted_at is not null)`,
    ),
    countMentions: db.prepare(
      `select count(*) as count from mentions join messages using (chat_id, seq)
       where mentions.user_id in (?, '*') and mentions.chat_id = ? and mentions.seq > ? and messages.deleted_at is null`,
    ),
  };
}
