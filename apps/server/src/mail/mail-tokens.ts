import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import { idSchema } from '@confab/protocol';
import type { Storage } from '../storage/index.ts';
import { mailTables } from './mail-tables.ts';

const id = 'mail';

/** What an address in a mail lets its reader do, without logging in, and nothing else. */
export type MailPurpose = 'unsubscribe' | 'confirm' | 'change';

/** Signs and reads them. The key is of this place, of all its nodes: made when it is first needed. */
export class MailTokens {
  readonly #storage: Pick<Storage, 'db'>;
  #key: Promise<string> | null = null;

  constructor(storage: Pick<Storage, 'db'>) {
    this.#storage = storage;
  }

  /** `bound`: what it holds for, as the address that is confirmed. */
  async sign(purpose: MailPurpose, userId: string, bound = ''): Promise<string> {
    const name = Buffer.from(userId).toString('base64url');
    return `${name}.${(await this.#mac(purpose, userId, bound)).toString('base64url')}`;
  }

  /** Whose it says to be: to be verified. Null for what is none. */
  userOf(token: string): string | null {
    const [, name] = /^([\w-]{1,90})\.[\w-]{43}$/.exec(token) ?? [];
    const userId = name === undefined ? '' : Buffer.from(name, 'base64url').toString();
    // Of anybody's making: it is looked for in the database before it is verified.
    return idSchema.safeParse(userId).success ? userId : null;
  }

  async verify(
    token: string,
    { purpose, userId, bound = '' }: { purpose: MailPurpose; userId: string; bound?: string },
  ) {
    const given = Buffer.from(token.slice(token.indexOf('.') + 1), 'base64url');
    const right = await this.#mac(purpose, userId, bound);
    return given.length === right.length && timingSafeEqual(given, right);
  }

  async #mac(purpose: MailPurpose, userId: string, bound: string): Promise<Buffer> {
    this.#key ??= this.#open().catch((error: unknown) => {
      this.#key = null;
      throw error;
    });
    return createHmac('sha256', await this.#key)
      .update(JSON.stringify([purpose, userId, bound]))
      .digest();
  }

  /** Of several nodes that make one at once, that of one stays. */
  async #open(): Promise<string> {
    const db = mailTables(this.#storage);
    const read = async (): Promise<string | undefined> =>
      (await db.selectFrom('mail_keys').select('key').where('id', '=', id).executeTakeFirst())?.key;
    const known = await read();
    if (known !== undefined) return known;
    await db
      .insertInto('mail_keys')
      .values({ id, key: randomBytes(32).toString('base64url') })
      .onConflict((conflict) => conflict.column('id').doNothing())
      .execute();
    const kept = await read();
    if (kept === undefined) throw new Error('The key for addresses in mails was not kept.');
    return kept;
  }
}
