import { withoutNul } from '@confab/protocol';
import { z } from 'zod';
import { ApiError } from '../http/index.ts';

export const textSchema = z.string().regex(withoutNul);

/** Where a page ended: what its last row is sorted by. */
export function writeCursor(place: readonly [sortedBy: string | number, id: string]): string {
  return Buffer.from(JSON.stringify(place)).toString('base64url');
}

export function readCursor<Sorted>(cursor: string, sortedBy: z.ZodType<Sorted>): [Sorted, string] {
  try {
    return z.tuple([sortedBy, textSchema]).parse(JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8')));
  } catch (cause) {
    const errors = [{ path: 'cursor', message: 'not one that the server gave' }];
    throw new ApiError('invalid-request', 'Start again without a cursor.', { errors, cause });
  }
}
