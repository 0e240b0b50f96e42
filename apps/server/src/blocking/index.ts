import { blockedDocument } from '@confab/protocol';
import type { Storage } from '../storage/index.ts';

const usersPerQuery = 500;

/**
 * Those of these people who want to hear nothing of this one: nobody is told who they are, so they are left out as if they had not been
 * named.
 */
export async function whoBlocks(
  { db }: Pick<Storage, 'db'>,
  blockedId: string,
  userIds: readonly string[],
): Promise<Set<string>> {
  const blocking = new Set<string>();
  for (let start = 0; start < userIds.length; start += usersPerQuery) {
    const rows = await db
      .selectFrom('person_documents')
      .select(['user_id', 'value'])
      .where('user_id', 'in', userIds.slice(start, start + usersPerQuery))
      .where('key', '=', blockedDocument.kind)
      .where('value', 'is not', null)
      .execute();
    for (const { user_id: userId, value } of rows) {
      const { success, data } = blockedDocument.value.safeParse(JSON.parse(value ?? 'null'));
      if (success && data.userIds.includes(blockedId)) blocking.add(userId);
    }
  }
  return blocking;
}
