import { withoutNul } from '@confab/protocol';
import { z } from 'zod';
import { ApiError } from '../http/index.ts';

/** Where a page ended: what its last row is sorted by. */
export type Place = [sortedBy: string | number, id: string];

const textSchema = z.string().regex(withoutNul);
const placeSchema = z.tuple([z.union([textSchema, z.int()]), textSchema]);

export function writeCursor(place: Place): string {
  return Buffer.from(JSON.stringify(place)).toString('base64url');
}

export function readCursor(cursor: string): Place {
  try {
    return placeSchema.parse(JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8')));
  } catch (cause) {
    const errors = [{ path: 'cursor', message: 'not one that the server gave' }];
    throw new ApiError('invalid-request', 'Start again without a cursor.', { errors, cause });
  }
}
