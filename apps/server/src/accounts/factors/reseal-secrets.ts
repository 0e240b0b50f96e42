import type { Storage } from '../../storage/index.ts';
import { factorTables } from './factor-tables.ts';
import { createSealedSecrets } from './sealed-secrets.ts';

/**
 * Seals what people's apps make codes of with another secret of the server. Answers how many apps are lost: all, where the one of before is
 * not at hand. Whose they are logs in by a recovery code or a passkey.
 */
export async function resealSecrets(db: Storage['db'], before: string | null, after: string): Promise<number> {
  const tables = factorTables(db);
  const [old, next] = [before === null ? null : createSealedSecrets(before), createSealedSecrets(after)];
  let lost = 0;
  for (const row of await tables.selectFrom('totp_secrets').selectAll().execute()) {
    const plain = old?.open(row.secret, row.user_id) ?? null;
    if (plain === null) {
      lost += row.is_confirmed;
      continue;
    }
    await tables
      .updateTable('totp_secrets')
      .set({ secret: next.seal(plain, row.user_id) })
      .where('user_id', '=', row.user_id)
      .where('is_confirmed', '=', row.is_confirmed)
      .execute();
  }
  return lost;
}
