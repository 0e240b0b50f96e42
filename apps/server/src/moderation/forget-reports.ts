import { moderationTablesOf } from '../order/index.ts';
import type { Storage } from '../storage/index.ts';

const keptMs = 180 * 86_400_000;

/** They keep what was said, which nobody needs for ever: what was decided that long ago goes. `now` in milliseconds since 1970. */
export async function forgetReports({ db }: Pick<Storage, 'db'>, now: number): Promise<void> {
  await moderationTablesOf(db)
    .deleteFrom('reports')
    .where('decided_at', '>', 0)
    .where('decided_at', '<', Math.floor(now - keptMs))
    .execute();
}
