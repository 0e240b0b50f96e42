import { mayActOn, placeRoles } from '@confab/protocol';
import { ApiError, type Caller } from '../../http/index.ts';
import type { AccountsContext } from '../accounts-context.ts';
import { takeFactorsAway, takeTurn } from './change-factors.ts';

/**
 * Of somebody who lost it: from here on their password is enough, or, where their role needs a second factor, enough to set one up. Their
 * sessions end, since whoever found the phone may have one.
 */
export async function takeSecondFactorOf(context: AccountsContext, caller: Caller, userId: string): Promise<void> {
  const { factors, sessions } = context;
  await factors.db.transaction().execute(async (transaction) => {
    // Their role stays what it is until this is done.
    await takeTurn(transaction, userId);
    const person = await transaction.selectFrom('users').select('role').where('id', '=', userId).executeTakeFirst();
    if (!person) throw new ApiError('not-found', 'There is nobody with that id.');
    const role = placeRoles.find((known) => known === person.role) ?? 'guest';
    if (caller.userId === userId) throw new ApiError('forbidden', 'You remove your own in your settings.');
    if (!mayActOn(caller.role, role)) {
      throw new ApiError('forbidden', 'They have the same role as you, or a higher one. Ask an owner of this place.');
    }
    if (!(await takeFactorsAway(transaction, userId))) {
      throw new ApiError('not-found', 'They have no second factor.');
    }
  });
  await sessions.end(userId, { allBut: '' });
}
