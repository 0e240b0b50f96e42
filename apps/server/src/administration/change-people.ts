import type { PeopleChanged, PersonChange } from '@confab/protocol';
import { ApiError } from '../http/index.ts';
import { submit } from '../log/submit.ts';
import type { AuditBy } from '../audit/index.ts';
import { type Deed, setDeactivatedRule, setPlaceRoleRule } from '../place/index.ts';
import type { AdministrationContext } from './administration-context.ts';
import { endSessionsRule } from './person-rules.ts';

type Context = Pick<AdministrationContext, 'writer' | 'stampNow'>;
type Result = PeopleChanged['results'][number];

/** Each is decided by itself: what is refused of one disturbs no other. Who may is decided in its transaction. */
export async function changePeople(
  context: Context,
  by: AuditBy & { userId: string },
  { userIds, change }: { userIds: readonly string[]; change: PersonChange },
): Promise<Result[]> {
  return await Promise.all(
    [...new Set(userIds)].map(async (userId) => {
      try {
        await changeOne(context, { actorId: by.userId, userId, at: context.stampNow(), by }, change);
        return { userId, refused: null };
      } catch (error) {
        if (!(error instanceof ApiError)) throw error;
        return { userId, refused: { code: error.code, detail: error.detail } };
      }
    }),
  );
}

async function changeOne({ writer }: Context, deed: Deed, change: PersonChange): Promise<void> {
  switch (change.type) {
    case 'set-role':
      return await submit(writer, setPlaceRoleRule.command({ ...deed, role: change.role }));
    case 'deactivate':
      return await submit(writer, setDeactivatedRule.command({ ...deed, isDeactivated: true }));
    case 'reactivate':
      return await submit(writer, setDeactivatedRule.command({ ...deed, isDeactivated: false }));
    case 'end-sessions':
      return await submit(writer, endSessionsRule.command(deed));
  }
}
