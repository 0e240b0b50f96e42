import { randomBytes } from 'node:crypto';
import { chmod, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { makeDataFolder } from '../storage/index.ts';

const secretBytes = 32;

/** The configured secret, or the one in the data folder, which is made the first time and only its owner can read. */
export async function readSecret(configured: string | undefined, dataFolder: string): Promise<string> {
  if (configured !== undefined) return configured;
  const file = join(dataFolder, 'secret');
  await makeDataFolder(dataFolder);
  try {
    await writeFile(file, `${randomBytes(secretBytes).toString('base64url')}\n`, { flag: 'wx', mode: 0o600 });
  } catch (error) {
    if (!isExisting(error)) throw error;
  }
  await chmod(file, 0o600);
  const secret = (await readFile(file, 'utf8')).trim();
  if (secret.length < 32)
    throw new Error(`${file} does not hold a secret. Restore it, or remove it to make a new one.`);
  return secret;
}

function isExisting(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'EEXIST';
}
