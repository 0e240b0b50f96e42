import { readSessionsAnew } from '../accounts/session-rules.ts';
import { noteAudit } from '../audit/audit-rules.ts';
import { allOwners, findPerson, hasOtherOwner } from '../place/people-rules.ts';
import { defineRule, query, type Work } from '../storage/rule.ts';

interface Gone {
  provider: string;
  subject: string;
  userId: string;
  at: number;
}

/** `out-already`: for another reason, which stays the one. `last-owner`: nobody else could let anybody in again. */
export type PutOut = 'out' | 'out-already' | 'last-owner';

/** Whom the directory does not know any more: out with all that they have open. The same moment in both places says later why. */
export const putOutRule = defineRule(
  'put-out-by-directory',
  ({ userId }: Gone) => ({ persons: [allOwners, userId] }),
  function* ({ provider, subject, userId, at }): Work<PutOut> {
    const person = yield* findPerson(userId);
    if (!person || person.isDeactivated) return 'out-already';
    if (person.role === 'owner' && !(yield* hasOtherOwner(userId, at))) return 'last-owner';
    yield* query('update users set deactivated_at = $1 where id = $2', [at, userId]);
    yield* query('update identities set gone_at = $1 where provider = $2 and subject = $3', [at, provider, subject]);
    yield* readSessionsAnew(userId);
    const target = { kind: 'person', id: userId };
    const deed = { action: 'account.deactivated', target, details: { provider } } as const;
    yield* noteAudit(deed, { userId: null, kind: 'server' }, at);
    return 'out';
  },
);
