import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { stageAccounts } from '../accounts/stage-accounts.ts';
import { openSqliteStorage } from '../storage/sqlite/open-sqlite-storage.ts';
import { confirm, findAsked } from './address.ts';
import { AskedAddresses } from './asked-address.ts';
import { type ChangeAddressContext, findChange, takeAddress } from './change-address.ts';
import { MailTokens } from './mail-tokens.ts';

const [own, former, anothers] = ['own@example.org', 'former@example.org', 'anothers@example.org'];

test('[A53] a link gives the address that it was sent to, and none that is asked for while it is followed', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'confab-address-'));
  const storage = await openSqliteStorage({ folder });
  const asked = new AskedAddresses(storage, () => Date.now());
  const tokens = new MailTokens(storage);
  // What these functions take of it.
  const place = { settings: () => ({ joining: 'domain', domains: ['example.org'] }) };
  const context = { storage, asked, tokens, place, accounts: stageAccounts() } as unknown as ChangeAddressContext;
  const addressOf = async (): Promise<unknown> => {
    const row = await storage.db.selectFrom('users').select(['email', 'email_verified']).executeTakeFirstOrThrow();
    return [row.email, Boolean(row.email_verified)];
  };
  try {
    const at = new Date();
    await storage.db
      .insertInto('users')
      .values({
        id: 'eve',
        username: 'eve',
        display_username: 'eve',
        name: 'Eve',
        email: former,
        email_verified: false,
        created_at: at,
        updated_at: at,
      })
      .execute();
    await asked.keep('eve', own);
    const link = await tokens.sign('change', 'eve', JSON.stringify([own, former]));
    const found = await findChange(context, link);
    expect(found).toMatchObject({ userId: 'eve', to: own });
    await asked.keep('eve', anothers);
    if (found) await takeAddress(context, found);
    expect(await addressOf()).toEqual([own, true]);

    // The same of one that was written down by registering.
    await storage.db.updateTable('users').set({ email_verified: false }).execute();
    const confirmed = await findAsked(context, await tokens.sign('confirm', 'eve', own));
    await storage.db.updateTable('users').set({ email: anothers }).execute();
    if (confirmed) await confirm(context, confirmed);
    expect(await addressOf()).toEqual([anothers, false]);
  } finally {
    await storage.close();
    await rm(folder, { recursive: true });
  }
});
