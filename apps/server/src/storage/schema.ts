import type { ColumnType, Generated } from 'kysely';

/** The tables, as Kysely types. Times are milliseconds since 1970 but in the tables of the accounts library. */
export interface Database {
  meta: { key: string; value: string };
  users: UserTable;
  sessions: SessionTable;
  accounts: AccountTable;
  verifications: VerificationTable;
  jwks: JwksTable;
  ws_tickets: { ticket_hash: string; session_id: string; expires_at: number };
  chats: ChatTable;
  members: MemberTable;
  messages: MessageTable;
  sends: SendTable;
  person_heads: PersonHeadTable;
  person_documents: PersonDocumentTable;
}

export interface ChatTable {
  id: string;
  kind: 'direct' | 'group' | 'thread';
  name: string | null;
  /** Both members' ids in order, joined: two people have one direct chat. */
  direct_key: string | null;
  created_by: string;
  created_at: number;
  /** The counters of the log. */
  seq: Generated<number>;
  rev: Generated<number>;
  /** Of the newest message, `created_at` in an empty chat: chats are listed by it. */
  last_at: number;
  /** JSON of an object by feature, null for none. No layer below the features reads it. */
  parts: Generated<string | null>;
}

export interface MemberTable {
  chat_id: string;
  user_id: string;
  role: 'owner' | 'admin' | 'member';
  joined_at: number;
  read_seq: Generated<number>;
}

export interface MessageTable {
  chat_id: string;
  seq: number;
  rev: number;
  kind: 'text' | 'system';
  sender_id: string;
  client_id: string | null;
  content: string;
  created_at: number;
  edited_at: number | null;
  deleted_at: number | null;
  /** JSON of `MessageParts` as `encodeParts` writes it, null for none. No layer below the features reads it. */
  parts: string | null;
  /** 1 once `rev` is not that of the sending any more. */
  touched: Generated<number | null>;
  /** The `rev` of the last change of `content`. Null where it is as it was sent, or was edited before this was kept. */
  edited_rev: Generated<number | null>;
}

/** Makes `(sender_id, client_id)` unique for ever (D1). */
export interface SendTable {
  sender_id: string;
  client_id: string;
  chat_id: string;
  seq: number;
  /** Of the content as it was sent (`hashContent`). Null while the message itself still holds it. */
  content_hash: string | null;
}

/** The counters of a person's own log: see personal/. */
interface PersonHeadTable {
  user_id: string;
  rev: number;
  /** Of the newest tombstone that was forgotten: cursors before it are void. */
  forgotten_rev: number;
  /** Documents that are kept, and the bytes of their values. */
  count: number;
  bytes: number;
  tombstones: number;
  /** JSON: the number of the last put of each writer, the latest writer last. */
  writers: string;
}

interface PersonDocumentTable {
  user_id: string;
  key: string;
  rev: number;
  /** JSON, null for a tombstone. */
  value: string | null;
  updated_at: number;
}

/** The accounts library stores dates as ISO text in SQLite, timestamps in PostgreSQL: read one with `new Date(value)`. */
type LibraryDate = ColumnType<string | Date>;
type OptionalLibraryDate = ColumnType<string | Date | null, string | Date | null | undefined, string | Date | null>;
/** The accounts library stores booleans as 0 and 1 in SQLite. */
type LibraryBoolean = ColumnType<number | boolean>;

interface UserTable {
  id: string;
  /** Lower case: unique without regard to case. */
  username: string;
  /** As it was typed. */
  display_username: string;
  /** The display name. */
  name: string;
  /** The display name without regard to case, in every script: people are sorted and searched by it. */
  search_name: Generated<string>;
  /** Lower case. A placeholder under `.invalid` where the person gave none. */
  email: string;
  email_verified: LibraryBoolean;
  image: string | null;
  created_at: LibraryDate;
  updated_at: LibraryDate;
  last_seen_at: number | null;
  /** JSON of a `UserStatus`. */
  status: Generated<string | null>;
  time_zone: Generated<string | null>;
  /** What it wrote may stand under its name, or none: the row stays. */
  deleted_at: Generated<number | null>;
  /** A `PlaceRole`. */
  role: Generated<string>;
  deactivated_at: Generated<number | null>;
  /** They asked to come in, and were not let in yet. */
  waiting_since: Generated<number | null>;
  /** What they must do before anything else: `password` or `second-factor`. */
  restricted: Generated<string | null>;
  /** Milliseconds since 1970: until then they are banned. */
  banned_until: Generated<number | null>;
}

interface SessionTable {
  id: string;
  token: string;
  user_id: string;
  expires_at: LibraryDate;
  created_at: LibraryDate;
  updated_at: LibraryDate;
  ip_address: string | null;
  user_agent: string | null;
  /** When it showed a second factor; null: never. */
  second_factor_at: Generated<number | null>;
}

interface AccountTable {
  id: string;
  account_id: string;
  provider_id: string;
  user_id: string;
  password: string | null;
  access_token: string | null;
  refresh_token: string | null;
  id_token: string | null;
  access_token_expires_at: OptionalLibraryDate;
  refresh_token_expires_at: OptionalLibraryDate;
  scope: string | null;
  created_at: LibraryDate;
  updated_at: LibraryDate;
}

interface VerificationTable {
  id: string;
  identifier: string;
  value: string;
  expires_at: LibraryDate;
  created_at: LibraryDate;
  updated_at: LibraryDate;
}

interface JwksTable {
  id: string;
  public_key: string;
  private_key: string;
  created_at: LibraryDate;
  expires_at: OptionalLibraryDate;
  alg: string | null;
  crv: string | null;
}
