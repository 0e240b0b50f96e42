import { argon2, type Argon2Parameters, randomBytes, timingSafeEqual } from 'node:crypto';
import { promisify } from 'node:util';
import { ApiError } from '../http/index.ts';
import { createTurnstile } from './turnstile.ts';

/** Of a new hash. OWASP's password storage recommendations for argon2id: 19 MiB, two passes, one lane. */
export const hashCost = { memory: 19_456, passes: 2, parallelism: 1 };
const hashBytes = 32;
const saltBytes = 16;
const phcPattern =
  /^\$argon2id\$v=19\$m=(\d{1,7}),t=(\d{1,2}),p=(\d{1,2})\$([A-Za-z0-9+/]{16,88})\$([A-Za-z0-9+/]{22,88})$/;

const run = promisify(argon2);
// Each takes 19 MiB and a thread: more at once would only be slower together, and a crowd could take the memory.
const turnstile = createTurnstile({ atOnce: 2, waiting: 200 });

/** As a PHC string, which says how it was made. */
export async function hashPassword(password: string): Promise<string> {
  const nonce = randomBytes(saltBytes);
  const hash = await derive(password, { ...hashCost, nonce, tagLength: hashBytes });
  const { memory, passes, parallelism } = hashCost;
  return `$argon2id$v=19$m=${memory},t=${passes},p=${parallelism}$${encode(nonce)}$${encode(hash)}`;
}

export async function verifyPassword({ hash, password }: { hash: string; password: string }): Promise<boolean> {
  const [, memory, passes, parallelism, salt, expected] = phcPattern.exec(hash) ?? [];
  if (salt === undefined || expected === undefined) return false;
  const wanted = Buffer.from(expected, 'base64');
  const actual = await derive(password, {
    memory: Number(memory),
    passes: Number(passes),
    parallelism: Number(parallelism),
    nonce: Buffer.from(salt, 'base64'),
    tagLength: wanted.length,
  });
  return timingSafeEqual(actual, wanted);
}

async function derive(password: string, parameters: Omit<Argon2Parameters, 'message'>): Promise<Buffer> {
  const leave = await turnstile.enter();
  if (!leave)
    throw new ApiError('unavailable', 'Too many people log in right now. Try again.', { retryAfterSeconds: 2 });
  try {
    return await run('argon2id', { ...parameters, message: password.normalize('NFKC') });
  } finally {
    leave();
  }
}

function encode(bytes: Buffer): string {
  return bytes.toString('base64').replaceAll('=', '');
}
