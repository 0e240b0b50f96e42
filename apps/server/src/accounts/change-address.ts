import type { Storage } from '../storage/index.ts';
import { isUniqueViolation } from '../storage/index.ts';
import { makePlaceholderEmail } from './placeholder-email.ts';

export interface AddressChange {
  /** As it is kept. */
  from: string;
  /** Shown to be theirs. Null: none. */
  to: string | null;
}

/**
 * Whoever else wrote this address down without showing that it is theirs has none any more. False where somebody did show it, or the
 * person’s own is another one by now.
 */
export async function changeAddress(
  { db }: Pick<Storage, 'db'>,
  userId: string,
  { from, to }: AddressChange,
): Promise<boolean> {
  const email = to ?? makePlaceholderEmail();
  try {
    return await db.transaction().execute(async (transaction) => {
      await transaction
        .updateTable('users')
        .set({ email: makePlaceholderEmail() })
        .where('email', '=', email)
        .where('email_verified', '=', false)
        .where('id', '!=', userId)
        .execute();
      const changed = await transaction
        .updateTable('users')
        .set({ email, email_verified: to !== null })
        .where('id', '=', userId)
        .where('email', '=', from)
        .executeTakeFirst();
      return changed.numUpdatedRows > 0n;
    });
  } catch (error) {
    if (isUniqueViolation(error, 'users.email')) return false;
    throw error;
  }
}
