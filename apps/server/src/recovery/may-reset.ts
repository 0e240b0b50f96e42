import { mayActOn, type PlaceRole } from '@confab/protocol/place-role';
import { takesPassword } from '../accounts/index.ts';
import { ApiError, type Caller } from '../http/index.ts';
import type { Storage } from '../storage/index.ts';

/** Whoever hands over such a link could use it themselves: so of nobody of their own role, and of nobody whose way in is another one. */
export async function mayReset(
  { db }: Storage,
  caller: Pick<Caller, 'userId' | 'role'>,
  userId: string,
): Promise<void> {
  const person = await db
    .selectFrom('users')
    .select(['role', 'deactivated_at'])
    .where('id', '=', userId)
    .executeTakeFirst();
  if (!person || person.deactivated_at !== null) throw new ApiError('not-found', 'There is nobody with that id.');
  // As the database keeps it.
  if (!mayActOn(caller.role, person.role as PlaceRole)) {
    throw new ApiError('forbidden', 'They have the same role as you, or a higher one. Ask an owner of this place.');
  }
  if (!(await takesPassword(db, userId))) {
    throw new ApiError('forbidden', 'This account has no password: they log in by what the place is connected to.');
  }
}
