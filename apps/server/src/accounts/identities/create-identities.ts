import { placeRoles } from '@confab/protocol';
import type { AccountsContext } from '../accounts-context.ts';
import { bringBack, connect, disconnect, enterAs, followGroups, hasAnother } from './enter-as.ts';
import { identityTables } from './find-identity.ts';
import type { Identities } from './identities.ts';
import { hasOtherWay } from './takes-password.ts';
import type { PersonOfProvider } from './identity.ts';

export function createIdentities(context: AccountsContext): Identities {
  return {
    enterAs: (identity, rules) => enterAs(context, identity, rules),
    connect: (userId, identity, rules) => connect(context, userId, { identity, rules }),
    disconnect: (userId, provider) => disconnect(context, userId, provider),
    ofPerson: async (userId, provider) => ({
      isConnected: await hasAnother(context, userId, provider),
      hasOtherWay: await hasOtherWay(context.storage.db, userId, provider),
    }),
    list: (provider, page) => list(context, provider, page),
    bringBack: (person) => bringBack(context, person),
    followGroups: (userId, groups, rules) => followGroups(context, userId, { groups, rules }),
  };
}

async function list(
  context: AccountsContext,
  provider: string,
  { after, limit }: { after: string; limit: number },
): Promise<PersonOfProvider[]> {
  const rows = await identityTables(context)
    .selectFrom('identities')
    .innerJoin('users', 'users.id', 'identities.user_id')
    .select(['subject', 'user_id', 'gone_at', 'role'])
    .where('provider', '=', provider)
    .where('subject', '>', after)
    .orderBy('subject')
    .limit(limit)
    .execute();
  return rows.map((row) => ({
    provider,
    subject: row.subject,
    userId: row.user_id,
    goneAt: row.gone_at,
    role: placeRoles.find((known) => known === row.role) ?? 'guest',
  }));
}
