import { createHash, randomUUID } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { mkdir, readFile, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { type Config, ConfigError } from '../config/index.ts';
import { typeOfFile } from '../files/index.ts';
import type { NoPicture } from '../pictures/picture-job.ts';
import { PicturePool } from '../pictures/picture-pool.ts';
import type { PictureOfEnvironment } from '../place/index.ts';
import { squaresOf } from './face-squares.ts';

/** The picture that the environment names, drawn as every other one: null where it names none. Throws a ConfigError where it can't be. */
export async function readPlacePicture({
  placePicture: from,
  files,
}: Pick<Config, 'placePicture' | 'files'>): Promise<PictureOfEnvironment | null> {
  if (from === undefined || files === null) return null;
  const type = await readTypeAt(from);
  const work = join(files.folder, 'work');
  await mkdir(work, { recursive: true, mode: 0o700 });
  const drawings = squaresOf('middle').map((square) => ({ ...square, to: join(work, randomUUID()) }));
  // One for this alone: it is seldom, and those who talk have theirs.
  const pictures = new PicturePool({ processes: 1, onError: () => {} });
  try {
    const result = await pictures.run({ from, type, drawings }, '');
    if ('none' in result) throw new ConfigError([problems[result.none]]);
    const [large = '', small = ''] = await Promise.all(drawings.map(({ to }) => readFile(to, 'base64')));
    return { hash: await nameOf(from), large, small };
  } finally {
    pictures.close();
    await Promise.all(drawings.map(({ to }) => rm(to, { force: true })));
  }
}

const problems: Readonly<Record<NoPicture, string>> = {
  'no-picture': 'PLACE_PICTURE must be the path of a PNG, JPEG, GIF, WebP or AVIF file: what lies there is none.',
  'too-large': 'PLACE_PICTURE must be a smaller picture: this one has too many pixels or bytes.',
  'too-heavy': 'PLACE_PICTURE must be another picture: this one takes too much memory or time to read.',
  unavailable: 'PLACE_PICTURE can’t be read: sharp, which reads pictures, is not installed for this machine.',
};

async function readTypeAt(path: string): Promise<string> {
  try {
    if (!(await stat(path)).isFile()) throw new ConfigError([problems['no-picture']]);
    return await typeOfFile(path);
  } catch (error) {
    if (!(error instanceof Error && 'code' in error)) throw error;
    const reason = `PLACE_PICTURE can’t be read (${String(error.code)}): there must be a file that the server may read.`;
    throw new ConfigError([reason]);
  }
}

/** By the file, not by what was drawn of it: nodes on other machines draw other bytes, and call it the same. */
async function nameOf(path: string): Promise<string> {
  const hash = createHash('sha256');
  await pipeline(createReadStream(path), hash);
  return hash.digest('base64url').slice(0, 32);
}
