import type { MessageTable } from './schema.ts';

/**
 * The columns of `messages` that a message is made of, declared here and nowhere else: rows, tuples, the SQL of both
 * databases and the transfer between them follow from this list. `touched` is not among them: it serves an index.
 */
export const messageColumnNames = [
  'chat_id',
  'seq',
  'rev',
  'kind',
  'sender_id',
  'client_id',
  'content',
  'created_at',
  'edited_at',
  'deleted_at',
  'parts',
] as const satisfies readonly (keyof MessageTable)[];

type Names = typeof messageColumnNames;
type ValuesOf<Columns extends readonly (keyof MessageTable)[]> = {
  -readonly [Index in keyof Columns]: MessageTable[Columns[Index]];
};

export type MessageRow = Pick<MessageTable, Names[number]>;

/** A row as an array, the values in the order of `messageColumns`: databases hand these out at half the cost of objects. */
export type MessageTuple = ValuesOf<Names>;

/** For a `select` or an `insert`. */
export const messageColumns = messageColumnNames.join(', ');

/** The same, each after the table that it is of. */
export function messageColumnsOf(table: string): string {
  return messageColumnNames.map((name) => `${table}.${name}`).join(', ');
}

export function toMessageRow(tuple: MessageTuple): MessageRow {
  const row: Record<string, unknown> = {};
  for (let index = 0; index < messageColumnNames.length; index += 1) {
    row[messageColumnNames[index] ?? ''] = tuple[index];
  }
  return row as MessageRow;
}

export function toMessageTuple(row: MessageRow): MessageTuple {
  const values: unknown[] = messageColumnNames.map((name) => row[name]);
  return values as MessageTuple;
}
