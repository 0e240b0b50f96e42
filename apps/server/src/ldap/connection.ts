import { isIP } from 'node:net';
import type { Client } from 'ldapts';
import type { LdapConfig } from '../config/index.ts';

/** Of everything that is asked: a directory that is slow keeps nobody waiting for longer. */
const answerMs = 8_000;
const connectMs = 5_000;

/** The directory can't be asked: what was to be known is not known. */
export class DirectoryError extends Error {
  override readonly name = 'DirectoryError';
}

type Settings = Pick<LdapConfig, 'url' | 'startTls' | 'bind'>;

/** A connection of its own for each piece of work, closed after it. Whatever goes wrong with it is a `DirectoryError`. */
export async function withConnection<Result>(
  { url, startTls }: Settings,
  work: (client: Client) => Promise<Result>,
): Promise<Result> {
  const { Client } = await import('ldapts');
  const client = new Client({ url, timeout: answerMs, connectTimeout: connectMs });
  try {
    // TLS first: before it nobody is told who one is, nor asked anything.
    if (startTls) await client.startTLS(tlsOptionsFor(url));
    return await work(client);
  } catch (error) {
    if (error instanceof DirectoryError) throw error;
    throw new DirectoryError(`The directory can’t be asked: ${wordsOf(error)}`, { cause: error });
  } finally {
    await client.unbind().catch(() => {});
  }
}

/** As whom people are looked for. */
export async function bindAsReader(client: Client, { bind }: Settings): Promise<void> {
  await (bind === null ? client.bind('', '') : client.bind(bind.dn, bind.password));
}

/** Over the connection that is there, TLS does not know by itself whose certificate it is to see. */
function tlsOptionsFor(url: string): { host: string; servername?: string } {
  const host = new URL(url).hostname.replace(/^\[|\]$/g, '');
  return isIP(host) === 0 ? { host, servername: host } : { host };
}

/** Without what the directory repeats of names: those stand in no log. */
function wordsOf(error: unknown): string {
  const { name, code } = error as { name?: string; code?: string | number };
  return [name, code].filter((part) => part !== undefined).join(' ');
}
