import { join, resolve } from 'node:path';
import { readSecretFile, secretFileIn, secretTraces } from '../../accounts/index.ts';
import type { Config } from '../../config/index.ts';
import { isThere } from '../../storage/index.ts';
import { type Finding, reasonOf } from './finding.ts';

const answerMs = 10_000;

/** What protects keys and signatures: without it, or with another one, nobody's JWT is taken and keys can't be read. */
export async function checkSecret({ authSecret, databaseUrl, dataDir: folder }: Config): Promise<Finding> {
  const subject = 'secret';
  if (authSecret !== undefined) return { subject, status: 'ok', text: 'AUTH_SECRET is set.' };
  try {
    const secret = await readSecretFile(secretFileIn(folder));
    if (secret !== null) return { subject, status: 'ok', text: `${secretFileIn(folder)} is there.` };
  } catch (error) {
    return { subject, status: 'problem', text: reasonOf(error) };
  }
  if (!(await isBound(folder, databaseUrl)))
    return { subject, status: 'ok', text: 'There is none yet; the first start makes it.' };
  return {
    subject,
    status: 'problem',
    text: `${secretFileIn(folder)} is missing, and the database was made with one.`,
    advice: 'Put it back from a backup, set AUTH_SECRET to it, or stop Confab and run "confab rotate-secret".',
  };
}

/** Whether the database knows a secret already. One that an import or `user create` made, and nothing was served from yet, does not. */
async function isBound(folder: string, databaseUrl: string | undefined): Promise<boolean> {
  // What can't be read may be: a secret must not be made beside it.
  try {
    if (databaseUrl !== undefined) {
      const { findAny } = await import('../../storage/postgres/find-any.ts');
      return await findAny(databaseUrl, secretTraces, answerMs);
    }
    const file = join(resolve(folder), 'confab.db');
    if (!(await isThere(file))) return false;
    const { findAny } = await import('../../storage/sqlite/find-any.ts');
    return findAny(file, secretTraces);
  } catch {
    return true;
  }
}
