import { migrations } from '../migrations/index.ts';
import { messageColumnNames } from '../message-columns.ts';
import type { Database } from '../schema.ts';

/** What a copy of a database has to know of one table. */
export interface TransferTable {
  name: string;
  columns: readonly string[];
  /** The primary key: rows are read in its order, and a copy that was cut off goes on after it. */
  key: readonly string[];
  /** Where the accounts library keeps what each database has a type of its own for. */
  dates?: readonly string[];
  booleans?: readonly string[];
  /** Its rows are compared chat by chat; the column that names the chat. */
  chat?: string;
}

function table<Name extends keyof Database>(
  name: Name,
  columns: readonly (keyof Database[Name] & string)[],
  rest: Omit<TransferTable, 'name' | 'columns'>,
): TransferTable {
  return { name, columns, ...rest };
}

/** In an order that keeps foreign keys. `meta` is no part of it, and tickets for sockets live for less than a minute. */
export const transferTables: readonly TransferTable[] = [
  table(
    'users',
    [
      'id',
      'username',
      'display_username',
      'name',
      'search_name',
      'email',
      'email_verified',
      'image',
      'created_at',
      'updated_at',
      'last_seen_at',
      'status',
      'time_zone',
      'deleted_at',
      'role',
      'deactivated_at',
      'waiting_since',
      'restricted',
      'banned_until',
    ],
    { key: ['id'], dates: ['created_at', 'updated_at'], booleans: ['email_verified'] },
  ),
  table(
    'sessions',
    [
      'id',
      'token',
      'user_id',
      'expires_at',
      'created_at',
      'updated_at',
      'ip_address',
      'user_agent',
      'second_factor_at',
    ],
    { key: ['id'], dates: ['expires_at', 'created_at', 'updated_at'] },
  ),
  table(
    'accounts',
    [
      'id',
      'account_id',
      'provider_id',
      'user_id',
      'password',
      'access_token',
      'refresh_token',
      'id_token',
      'access_token_expires_at',
      'refresh_token_expires_at',
      'scope',
      'created_at',
      'updated_at',
    ],
    { key: ['id'], dates: ['access_token_expires_at', 'refresh_token_expires_at', 'created_at', 'updated_at'] },
  ),
  table('verifications', ['id', 'identifier', 'value', 'expires_at', 'created_at', 'updated_at'], {
    key: ['id'],
    dates: ['expires_at', 'created_at', 'updated_at'],
  }),
  table('jwks', ['id', 'public_key', 'private_key', 'created_at', 'expires_at', 'alg', 'crv'], {
    key: ['id'],
    dates: ['created_at', 'expires_at'],
  }),
  table('chats', ['id', 'kind', 'name', 'direct_key', 'created_by', 'created_at', 'seq', 'rev', 'last_at', 'parts'], {
    key: ['id'],
    chat: 'id',
  }),
  table('members', ['chat_id', 'user_id', 'role', 'joined_at', 'read_seq'], {
    key: ['chat_id', 'user_id'],
    chat: 'chat_id',
  }),
  table('messages', [...messageColumnNames, 'touched', 'edited_rev'], { key: ['chat_id', 'seq'], chat: 'chat_id' }),
  table('person_heads', ['user_id', 'rev', 'forgotten_rev', 'count', 'bytes', 'tombstones', 'writers'], {
    key: ['user_id'],
  }),
  table('person_documents', ['user_id', 'key', 'rev', 'value', 'updated_at'], { key: ['user_id', 'key'] }),
  table('sends', ['sender_id', 'client_id', 'chat_id', 'seq', 'content_hash'], { key: ['client_id', 'sender_id'] }),
  ...featureTables(),
];

/** A later step may add columns to a table, which it names again. */
function featureTables(): TransferTable[] {
  const byName = Map.groupBy(
    migrations.flatMap(({ tables = [] }) => tables),
    ({ name }) => name,
  );
  return [...byName.values()].flatMap((steps) => {
    const [first] = steps;
    return first ? [{ ...first, columns: steps.flatMap(({ columns }) => Object.keys(columns)) }] : [];
  });
}

/** Those that start empty in the copy, or are the copy's own. */
export const tablesLeftOut: readonly string[] = [
  'meta',
  'migrations',
  'ws_tickets',
  // Derived from the log: made anew.
  'search_meta',
  'search_logs',
  'search_words',
  'search_docs',
  'search_state',
  'search_places',
  'search_terms',
  'search_said',
];

/** Kept for the nodes of the version before, and the copy's own where it needs them: see migrations/0007-message-parts.ts. */
export const columnsLeftOut: readonly string[] = ['messages.reactions', 'messages.event'];
