import { randomBytes } from 'node:crypto';
import { nameSchema, limits } from '@confab/protocol';
import { noteWith } from '../../audit/index.ts';
import type { SignInRules } from '../../config/index.ts';
import { ApiError } from '../../http/index.ts';
import { isUniqueViolation, type Storage } from '../../storage/index.ts';
import type { AccountsContext } from '../accounts-context.ts';
import { admit, type Admission } from '../admit.ts';
import { createAccount } from '../create-account.ts';
import { makePlaceholderEmail } from '../placeholder-email.ts';
import { findIdentity, keepIdentity } from './find-identity.ts';
import { usernameChoices } from './fit-username.ts';
import type { Identity } from './identity.ts';

const displayNameSchema = nameSchema(limits.displayNameMax);

/** An account without a password, and the identity that it is entered by. Throws where the place does not take them. */
export async function makeAccountFor(context: AccountsContext, identity: Identity, rules: SignInRules): Promise<void> {
  const mayBeFirst = await context.isEmpty();
  const admission = admissionOf(context, identity, { rules, mayBeFirst });
  for (const username of usernameChoices(identity.username, () => randomBytes(3).toString('hex'))) {
    try {
      await makeWith(context, { username, identity, admission, mayBeFirst });
      return;
    } catch (error) {
      if (await findIdentity(context, identity)) return;
      if (!isUniqueViolation(error, 'users.username')) throw error;
    }
  }
  throw new ApiError('unavailable', 'No user name could be found for you. Try again.');
}

function admissionOf(
  { place }: AccountsContext,
  { address }: Identity,
  { rules, mayBeFirst }: { rules: SignInRules; mayBeFirst: boolean },
): Admission {
  if (rules.registration === 'on') return { role: 'member', isWaiting: false };
  if (rules.registration === 'off') {
    throw new ApiError('no-account', 'You have no account here. Ask whoever runs this place for one.');
  }
  // The address was shown to be theirs already: no mail asks for it.
  const applicant = { email: address ?? undefined, mayBeFirst, invitedTo: undefined, hasMail: false };
  return admit(place.settings(), applicant);
}

interface NewPerson {
  username: string;
  identity: Identity;
  admission: Admission;
  mayBeFirst: boolean;
}

/** All of it or nothing: of two log-ins at once of somebody new, one makes the account. */
async function makeWith(
  context: AccountsContext,
  { username, identity, admission, mayBeFirst }: NewPerson,
): Promise<void> {
  const named = displayNameSchema.safeParse(identity.displayName);
  const displayName = named.success ? named.data : username;
  const at = context.now();
  await createAccount(
    context.storage,
    { username, displayName, email: null, password: null, ...admission },
    {
      at,
      mayBeFirst,
      andAlso: async (db, { userId }) => {
        await keepIdentity(db, identity, { userId, at });
        const target = { kind: 'person', id: userId };
        const details = { provider: identity.provider };
        await noteWith(db, { action: 'account.registered', target, details }, { by: { userId }, at });
        if (identity.address !== null) await takeAddress(db, userId, identity.address);
      },
    },
  );
}

/** Whoever only wrote it down has it no more, as with an address that is confirmed by a link. */
async function takeAddress(db: Storage['db'], userId: string, email: string): Promise<void> {
  const unproven = db.updateTable('users').set({ email: makePlaceholderEmail() }).where('email_verified', '=', false);
  await unproven.where('email', '=', email).execute();
  await db.updateTable('users').set({ email, email_verified: true }).where('id', '=', userId).execute();
}
