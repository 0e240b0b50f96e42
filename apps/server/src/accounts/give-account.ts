import { randomInt } from 'node:crypto';
import type { PlaceRole } from '@confab/protocol';
import { type AuditBy, noteWith } from '../audit/index.ts';
import type { Storage } from '../storage/index.ts';
import { type CreatedAccount, createAccount } from './create-account.ts';
import { hashPassword } from './password-hash.ts';

export interface GivenAccount {
  username: string;
  displayName: string;
  role: PlaceRole;
  /** They choose a password of their own before anything else: the one that was made is handed over. */
  restricted?: 'password';
}

interface Giving {
  at: number;
  by: AuditBy;
  mayBeFirst: boolean;
}

/**
 * An account that nobody asked for, however people come in: made by who runs the place, or by who runs the server. Its password is made here,
 * and whoever is to have none of it is given a link. Rejects as `createAccount` does where somebody has the name.
 */
export async function giveAccount(
  storage: Pick<Storage, 'db'>,
  account: GivenAccount,
  { at, by, mayBeFirst }: Giving,
): Promise<CreatedAccount & { password: string }> {
  const password = makePassword();
  const hash = await hashPassword(password);
  const made = await createAccount(
    storage,
    { ...account, email: null, password: hash },
    {
      at,
      mayBeFirst,
      andAlso: async (db, { userId, isFirst }) => {
        const details = { role: isFirst ? 'owner' : account.role };
        await noteWith(
          db,
          { action: 'account.registered', target: { kind: 'person', id: userId }, details },
          { by, at },
        );
      },
    },
  );
  return { ...made, password };
}

// Without letters that look alike: somebody may have to read it out.
const letters = 'abcdefghjkmnpqrstuvwxyz23456789';

function makePassword(): string {
  const group = (): string => Array.from({ length: 5 }, () => letters[randomInt(letters.length)]).join('');
  return [group(), group(), group(), group()].join('-');
}
