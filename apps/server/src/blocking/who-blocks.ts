import { blockedDocument } from '@confab/protocol';
import type { Storage } from '../storage/index.ts';

const usersPerQuery = 500;

type Read = Pick<Storage, 'db'>;

/**
 * Those of these people who want to hear nothing of this one: nobody is told who they are, so they are left out as if they had not been
 * named.
 */
export async function whoBlocks(storage: Read, blockedId: string, userIds: readonly string[]): Promise<Set<string>> {
  const blocking = new Set<string>();
  for (let start = 0; start < userIds.length; start += usersPerQuery) {
    const found = await readBlocked(storage, userIds.slice(start, start + usersPerQuery));
    for (const [userId, blockedIds] of found) if (blockedIds.includes(blockedId)) blocking.add(userId);
  }
  return blocking;
}

/** Of whom this person wants to hear nothing. */
export async function blockedBy(storage: Read, userId: string): Promise<readonly string[]> {
  return (await readBlocked(storage, [userId])).get(userId) ?? [];
}

async function readBlocked({ db }: Read, userIds: readonly string[]): Promise<Map<string, readonly string[]>> {
  const rows = await db
    .selectFrom('person_documents')
    .select(['user_id', 'value'])
    .where('user_id', 'in', userIds)
    .where('key', '=', blockedDocument.kind)
    .where('value', 'is not', null)
    .execute();
  return new Map(
    rows.flatMap(({ user_id: userId, value }) => {
      const { success, data } = blockedDocument.value.safeParse(JSON.parse(value ?? 'null'));
      return success ? [[userId, data.userIds] as const] : [];
    }),
  );
}
