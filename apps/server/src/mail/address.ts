import { confirmPage } from '@confab/protocol/mail-links/paths';
import { ApiError } from '../http/index.ts';
import { type Accounts, visibleEmail } from '../accounts/index.ts';
import type { Place } from '../place/index.ts';
import type { RateStore } from '../bus/rate-store.ts';
import type { Storage } from '../storage/index.ts';
import type { MailSettings } from './mail-settings.ts';
import type { MailTokens } from './mail-tokens.ts';
import type { PostOffice } from './post-office.ts';
import { writeMail } from './write-mail.ts';

export interface AddressContext {
  storage: Storage;
  rates: RateStore | null;
  settings: MailSettings;
  tokens: MailTokens;
  office: PostOffice;
  accounts: Pick<Accounts, 'sessionsChanged'>;
  place: Pick<Place, 'settings'>;
}

export interface Address {
  address: string | null;
  isConfirmed: boolean;
}

const hourMs = 3_600_000;
const askedPerHour = 3;

export async function readAddress({ db }: Pick<Storage, 'db'>, userId: string): Promise<Address> {
  const row = await db
    .selectFrom('users')
    .select(['email', 'email_verified'])
    .where('id', '=', userId)
    .executeTakeFirst();
  const address = row ? visibleEmail(row.email) : null;
  return { address, isConfirmed: address !== null && Boolean(row?.email_verified) };
}

/** Null where there is none, or nobody has said that it is theirs. */
export async function confirmedAddress(storage: Pick<Storage, 'db'>, userId: string): Promise<string | null> {
  const { address, isConfirmed } = await readAddress(storage, userId);
  return isConfirmed ? address : null;
}

/** Somebody else's address can be written down by anybody: nothing is sent there but this question, until they say that it is theirs. */
export async function askToConfirm(context: AddressContext, userId: string): Promise<void> {
  const { storage, rates, settings, tokens } = context;
  const { address, isConfirmed } = await readAddress(storage, userId);
  if (address === null) throw new ApiError('not-found', 'Your account has no e-mail address.');
  if (isConfirmed) return;
  await countAsked(rates, userId);
  const url = `${settings.publicUrl}${confirmPage}?t=${await tokens.sign('confirm', userId, address)}`;
  const mail = writeMail({
    subject: 'Is this your address?',
    heading: 'Somebody who uses Confab says that this is their address',
    sections: [],
    closing: [
      'If that was you, say so, and Confab can mail you what you miss. If it was not, do nothing: no other mail comes.',
    ],
    button: { label: 'Yes, this is my address', url },
  });
  await postNow(context, address, mail);
}

/** Of one person, of all addresses together. */
export async function countAsked(rates: RateStore | null, userId: string): Promise<void> {
  const counted = await rates?.count(`mail confirmations of ${userId}`, hourMs, 1);
  if (!counted || counted.current <= askedPerHour) return;
  const retryAfterSeconds = Math.ceil(counted.ttlMs / 1_000);
  throw new ApiError('rate-limited', 'You asked for some already. Look for them, or try again later.', {
    retryAfterSeconds,
  });
}

/** While somebody waits for the answer. */
export async function postNow(
  { settings, office }: Pick<AddressContext, 'settings' | 'office'>,
  to: string,
  mail: ReturnType<typeof writeMail>,
): Promise<void> {
  const messageId = `<${crypto.randomUUID()}@${new URL(settings.publicUrl).hostname}>`;
  try {
    if ((await office.post({ to, messageId, ...mail })) === 'sent') return;
  } catch (cause) {
    throw new ApiError('unavailable', 'The mail server can’t be reached. Try again later.', { cause });
  }
  throw new ApiError('unavailable', 'The mail server does not take mail to that address.');
}

export interface FoundAddress {
  userId: string;
  address: string;
}

/** Whoever reads mail there says that it is theirs. Null where the token is none, or the address another one by now. */
export async function findAsked({ storage, tokens }: AddressContext, token: string): Promise<FoundAddress | null> {
  const userId = tokens.userOf(token);
  if (userId === null) return null;
  const { address } = await readAddress(storage, userId);
  if (address === null) return null;
  return (await tokens.verify(token, { purpose: 'confirm', userId, bound: address })) ? { userId, address } : null;
}

/** Once: an address that is confirmed may be asked for as often as anybody likes, and nothing is written. */
export async function confirm(context: AddressContext, { userId, address }: FoundAddress): Promise<void> {
  const { storage, accounts, place } = context;
  if ((await readAddress(storage, userId)).isConfirmed) return;
  await storage.db
    .updateTable('users')
    .set({ email_verified: true })
    .where('id', '=', userId)
    .where('email', '=', address)
    .execute();
  const { joining, domains } = place.settings();
  if (joining !== 'domain' || !domains.includes(address.slice(address.lastIndexOf('@') + 1))) return;
  // They waited for nothing but this.
  await storage.db
    .updateTable('users')
    .set({ waiting_since: null })
    .where('id', '=', userId)
    .where('email', '=', address)
    .where('waiting_since', 'is not', null)
    .execute();
  accounts.sessionsChanged(userId);
}
