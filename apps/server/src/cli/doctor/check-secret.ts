import { readSecretFile, secretFileIn } from '../../accounts/index.ts';
import { type Finding, reasonOf } from './finding.ts';

/** What protects keys and signatures: without it, or with another one, nobody's JWT is taken and keys can't be read. */
export async function checkSecret(configured: string | undefined, folder: string, isNew: boolean): Promise<Finding> {
  const subject = 'secret';
  if (configured !== undefined) return { subject, status: 'ok', text: 'AUTH_SECRET is set.' };
  try {
    const secret = await readSecretFile(secretFileIn(folder));
    if (secret !== null) return { subject, status: 'ok', text: `${secretFileIn(folder)} is there.` };
  } catch (error) {
    return { subject, status: 'problem', text: reasonOf(error) };
  }
  if (isNew) return { subject, status: 'ok', text: 'There is none yet; the first start makes it.' };
  return {
    subject,
    status: 'problem',
    text: `${secretFileIn(folder)} is missing, and the database was made with one.`,
    advice: 'Put it back from a backup, set AUTH_SECRET to it, or stop Confab and run "confab rotate-secret".',
  };
}
