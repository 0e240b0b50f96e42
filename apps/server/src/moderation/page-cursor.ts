import { type RawBuilder, sql } from 'kysely';
import { ApiError } from '../http/index.ts';

const written = /^(\d{1,16}) ([A-Za-z0-9_-]{1,64})$/;

/** Of a page that ends with this row. */
export function cursorOf(time: number, id: string): string {
  return `${time} ${id}`;
}

/** The rows behind it, in the order of a time and of ids. Throws `invalid-request` for one that is none of ours. */
export function beginAfter(cursor: string, time: 'at' | 'decided_at', order: 'asc' | 'desc'): RawBuilder<boolean> {
  const [, at, id] = written.exec(cursor) ?? [];
  if (at === undefined || id === undefined) {
    throw new ApiError('invalid-request', 'cursor: begin without one', {
      errors: [{ path: 'cursor', message: 'not one of ours' }],
    });
  }
  const after = sql.raw(order === 'asc' ? '>' : '<');
  return sql<boolean>`(${sql.ref(time)}, id) ${after} (${Number(at)}, ${id})`;
}
