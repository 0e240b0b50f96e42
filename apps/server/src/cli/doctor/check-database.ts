import { stat } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { migrations, refuseNewer } from '../../storage/migrations/index.ts';
import { type Finding, inTime, reasonOf } from './finding.ts';

const subject = 'database';
const answerMs = 10_000;
/** All of it is read to find damage: of larger ones only what is asked for. */
const readBytesMax = 2 * 1_024 ** 3;

/** Whether it can be reached, is whole, and belongs to this version. A server may be running on it: nothing is written. */
export async function checkSqlite(folder: string): Promise<Finding> {
  const file = join(resolve(folder), 'confab.db');
  const size = await stat(file).then(
    (found) => found.size,
    () => null,
  );
  if (size === null) return { subject, status: 'ok', text: `There is none yet in ${resolve(folder)}.` };
  try {
    const { readApplied } = await import('../../storage/sqlite/read-applied.ts');
    return judge(readApplied(file, { readsAll: size <= readBytesMax }), `SQLite in ${file}`);
  } catch (error) {
    const advice = 'Stop Confab, and put a backup in its place: npm run confab -- restore --from FILE --replace';
    return { subject, status: 'problem', text: `${file} can't be read: ${reasonOf(error)}`, advice };
  }
}

export async function checkPostgres(url: string): Promise<Finding> {
  try {
    const { readApplied } = await import('../../storage/postgres/read-applied.ts');
    const applied = await inTime(readApplied(url, answerMs), 2 * answerMs);
    if (applied !== null) return await withForeign(judge(applied, 'PostgreSQL'), url);
    return { subject, status: 'ok', text: 'PostgreSQL answers. The first start makes the tables.' };
  } catch (error) {
    const advice = 'Look whether it runs, whether this machine may connect to it, and at DATABASE_URL.';
    return { subject, status: 'problem', text: `PostgreSQL does not answer: ${reasonOf(error)}`, advice };
  }
}

/** Of a database of another version it is not known what is its own. */
async function withForeign(finding: Finding, url: string): Promise<Finding> {
  if (finding.status !== 'ok') return finding;
  const { findForeign } = await import('../../storage/postgres/find-foreign.ts');
  const foreign = await findForeign(url, answerMs);
  if (foreign.length === 0) return finding;
  const text = `PostgreSQL has ${foreign.slice(0, 5).join(', ')}, which Confab did not make.`;
  const advice = 'It acts on what Confab reads and writes. Drop what you did not put there yourself.';
  return { subject, status: 'attention', text, advice };
}

function judge(applied: readonly string[], where: string): Finding {
  try {
    refuseNewer(new Set(applied), migrations);
  } catch (error) {
    return { subject, status: 'problem', text: reasonOf(error) };
  }
  const missing = migrations.filter(({ name }) => !applied.includes(name)).length;
  if (missing === 0) return { subject, status: 'ok', text: `${where} is of this version.` };
  const text = `${where} is of a version before: ${missing} steps are missing.`;
  return { subject, status: 'attention', text, advice: 'The next start makes them. Make a backup first.' };
}
