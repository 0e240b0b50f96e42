import { randomBytes } from 'node:crypto';
import { chmod, link, open, readFile, rename, rm, stat } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { isThere, makeDataFolder } from '../storage/index.ts';
import { SecretError } from './secret-error.ts';

const secretBytes = 32;
export const secretCharactersMin = 32;

export function secretFileIn(dataFolder: string): string {
  return join(resolve(dataFolder), 'secret');
}

/** What the file holds, null where there is none. Rejects with `SecretError` where it holds no secret. */
export async function readSecretFile(file: string): Promise<string | null> {
  const text = await readFile(file, 'utf8').catch(async (error: unknown) => {
    if (isCoded(error, 'ENOENT')) return null;
    throw new SecretError(`The secret can't be read from ${file} (${await describe(file, error)}).`);
  });
  if (text === null) return null;
  const secret = text.trim();
  if (secret.length < secretCharactersMin) {
    throw new SecretError(
      `${file} holds ${secret.length === 0 ? 'nothing' : `${secret.length} characters`}, and a secret has ` +
        `${secretCharactersMin} or more. Restore it from a backup, or stop Confab and run "confab rotate-secret".`,
    );
  }
  await keepFromOthers(file);
  return secret;
}

/** Makes the file, whole or not at all. Of several that make it at once, one does. */
export async function makeSecretFile(dataFolder: string): Promise<void> {
  const file = secretFileIn(dataFolder);
  // One that was put there beforehand is enough, in a folder that can't be written to as well.
  if (await isThere(file)) return;
  await write(dataFolder, async (part) => {
    try {
      await link(part, file);
    } catch (error) {
      if (isCoded(error, 'EEXIST')) return;
      // Not every file system has links: there a start that is cut off here may leave nothing, or all of it.
      await rename(part, file);
    }
  });
}

export async function replaceSecretFile(dataFolder: string): Promise<void> {
  await write(dataFolder, (part) => rename(part, secretFileIn(dataFolder)));
}

async function write(dataFolder: string, putInPlace: (part: string) => Promise<void>): Promise<void> {
  await makeDataFolder(dataFolder);
  const part = `${secretFileIn(dataFolder)}.${randomBytes(6).toString('hex')}.part`;
  try {
    const handle = await open(part, 'wx', 0o600);
    try {
      await handle.writeFile(`${randomBytes(secretBytes).toString('base64url')}\n`);
      await handle.sync();
    } finally {
      await handle.close();
    }
    await putInPlace(part);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new SecretError(
      `The secret can't be written to ${secretFileIn(dataFolder)} (${reason}). Make DATA_DIR writable, or set AUTH_SECRET.`,
    );
  } finally {
    await rm(part, { force: true });
  }
}

/** One that somebody else mounts there, for reading alone, stays as they made it. */
async function keepFromOthers(file: string): Promise<void> {
  const { mode, uid } = await stat(file);
  if ((mode & 0o077) !== 0 && uid === process.getuid?.()) await chmod(file, 0o600);
}

async function describe(file: string, error: unknown): Promise<string> {
  if (isCoded(error, 'EISDIR')) return 'it is a folder: move it away';
  const reason = error instanceof Error ? error.message : String(error);
  const owner = await stat(file).then(
    ({ uid }) => `: it belongs to user ${uid}, and this process is user ${String(process.getuid?.())}`,
    () => '',
  );
  return `${reason}${owner}`;
}

function isCoded(error: unknown, code: string): boolean {
  return error instanceof Error && 'code' in error && error.code === code;
}
