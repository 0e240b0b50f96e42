import type { CreatedPerson, NewPerson } from '@confab/protocol';
import { mayGiveRole, type PlaceRole } from '@confab/protocol/place-role';
import { giveAccount } from '../accounts/index.ts';
import type { AuditBy } from '../audit/index.ts';
import { ApiError } from '../http/index.ts';
import { linkLifeMs, LogInLinks } from '../recovery/index.ts';
import { isUniqueViolation } from '../storage/index.ts';
import type { AdministrationContext } from './administration-context.ts';

/** An account, and the link by which its person chooses the password: whoever made it never knows that. */
export async function createPerson(
  { storage, clock }: Pick<AdministrationContext, 'storage' | 'clock'>,
  actor: { role: PlaceRole; by: AuditBy },
  { username, displayName = username, role }: NewPerson,
): Promise<CreatedPerson> {
  if (!mayGiveRole(actor.role, role)) {
    throw new ApiError('forbidden', 'You can’t give a role that is not below your own.');
  }
  const given = { at: clock.wallNow(), by: actor.by, mayBeFirst: false };
  const { userId } = await giveAccount(storage, { username, displayName, role }, given).catch((error: unknown) => {
    if (!isUniqueViolation(error, 'users.username')) throw error;
    throw new ApiError('username-taken', 'Somebody has that username. Choose another one.');
  });
  const links = new LogInLinks(storage, clock.wallNow);
  const link = await links.make(userId, { purpose: 'reset', address: null, lifeMs: linkLifeMs.handed });
  return { userId, token: link.token, expiresAt: new Date(link.expiresAt).toISOString() };
}
