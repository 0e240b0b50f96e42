import { createHash } from 'node:crypto';
import { addressPage } from '@confab/protocol/mail-links/paths';
import { changeAddress, provePassword, visibleEmail } from '../accounts/index.ts';
import { ApiError } from '../http/index.ts';
import type { JobEnd, JobKind } from '../jobs/index.ts';
import type { LogWriter } from '../log/log-writer.ts';
import { submit } from '../log/submit.ts';
import type { Clock } from '../realtime/clock.ts';
import { type AddressContext, askToConfirm, countAsked, postNow, readAddress } from './address.ts';
import type { AskedAddresses } from './asked-address.ts';
import { type AddressBefore, addressChangedJob, addressChangedRule } from './mail-rules.ts';
import { writeMail } from './write-mail.ts';

export interface ChangeAddressContext extends AddressContext {
  asked: AskedAddresses;
  clock: Clock;
  writer: LogWriter;
}

const dayMs = 24 * 3_600_000;
/** Whoever asks for it, to one address: nobody is flooded by many accounts. */
const mailsPerDay = 5;

/** Nothing is changed before its reader says that it is theirs. What is answered is the same whether somebody has it or not. */
export async function askToChange(
  context: ChangeAddressContext,
  userId: string,
  { address, currentPassword: password }: { address: string | null; currentPassword: string },
): Promise<void> {
  await provePassword(context, { userId, password });
  if (address === null) return await removeAddress(context, userId);
  const wanted = address.toLowerCase();
  if (visibleEmail(wanted) === null) refuseAddress();
  const own = await readAddress(context.storage, userId);
  if (own.address === wanted) {
    await context.asked.forget(userId);
    return await askToConfirm(context, userId);
  }
  await countAsked(context.rates, userId);
  await countMails(context, wanted);
  await context.asked.keep(userId, wanted);
  await postNow(context, wanted, await letterTo(context, userId, wanted));
}

function refuseAddress(): never {
  const errors = [{ path: 'address', message: 'not an e-mail address' }];
  throw new ApiError('invalid-request', 'Correct the fields that `errors` names.', { errors });
}

async function countMails({ rates }: ChangeAddressContext, address: string): Promise<void> {
  const counted = await rates?.count(`mails that ask ${hash(address)}`, dayMs, 1);
  if (!counted || counted.current <= mailsPerDay) return;
  throw new ApiError('rate-limited', 'That address was asked often today. Try again tomorrow.', {
    retryAfterSeconds: Math.ceil(counted.ttlMs / 1_000),
  });
}

/** Who has that address already is told so, and gets no link. */
async function letterTo(context: ChangeAddressContext, userId: string, wanted: string) {
  const { settings, tokens } = context;
  const { username, email: from } = await findPerson(context, userId);
  if (await isTaken(context, userId, wanted)) {
    return writeMail({
      subject: 'Your address in Confab',
      heading: 'Somebody asked to have this address for another account',
      sections: [],
      closing: [
        'It belongs to an account of yours already, so nothing was changed. If that was you, log in to that one.',
      ],
      button: { label: 'Open Confab', url: settings.publicUrl },
    });
  }
  return writeMail({
    subject: 'Is this your address?',
    heading: `The account @${username} of Confab asks to have this address`,
    sections: [],
    closing: ['If that is you, say so within a day. If it is not, do nothing: no other mail comes.'],
    button: {
      label: 'Yes, this is my address',
      url: `${settings.publicUrl}${addressPage}?t=${await tokens.sign('change', userId, boundTo({ from, to: wanted }))}`,
    },
  });
}

/** A link does for one address in the place of one other: once it was followed it does for nothing. */
function boundTo({ from, to }: Pick<FoundChange, 'from' | 'to'>): string {
  return JSON.stringify([to, from]);
}

export interface FoundChange {
  userId: string;
  /** As it was kept when the link was looked at. */
  from: string;
  to: string;
}

/** Null where the link is none, is too old, or the address is another one's. */
export async function findChange(context: ChangeAddressContext, token: string): Promise<FoundChange | null> {
  const userId = context.tokens.userOf(token);
  const to = userId === null ? null : await context.asked.find(userId);
  if (userId === null || to === null) return null;
  const { email: from } = await findPerson(context, userId);
  if (!(await context.tokens.verify(token, { purpose: 'change', userId, bound: boundTo({ from, to }) }))) return null;
  return (await isTaken(context, userId, to)) ? null : { userId, from, to };
}

/** What the link holds for, and not what is asked for by now: nobody showed that to be theirs. */
export async function takeAddress(context: ChangeAddressContext, found: FoundChange): Promise<void> {
  const { userId } = found;
  if (!(await change(context, found))) {
    throw new ApiError('not-found', 'This link holds no more.');
  }
  await context.asked.forget(userId);
}

async function removeAddress(context: ChangeAddressContext, userId: string): Promise<void> {
  await context.asked.forget(userId);
  const { email: from } = await findPerson(context, userId);
  if (visibleEmail(from) !== null) await change(context, { userId, from, to: null });
}

/** The one before is told, if anything was ever sent there: asked for before the change, so that a crash keeps nobody from it. */
async function change(
  context: ChangeAddressContext,
  { userId, from, to }: { userId: string; from: string; to: string | null },
): Promise<boolean> {
  const { address, isConfirmed } = await readAddress(context.storage, userId);
  if (isConfirmed && address !== null) {
    const before = { address, at: context.clock.wallNow() };
    const key = `${userId}/${hash(address)}`;
    await submit(context.writer, addressChangedRule.command({ userId, key, before }));
  }
  return await changeAddress(context.storage, userId, { from, to });
}

async function isTaken({ storage }: ChangeAddressContext, userId: string, address: string): Promise<boolean> {
  const row = await storage.db
    .selectFrom('users')
    .select('id')
    .where('email', '=', address)
    .where('email_verified', '=', true)
    .where('id', '!=', userId)
    .executeTakeFirst();
  return row !== undefined;
}

async function findPerson({ storage }: AddressContext, userId: string): Promise<{ username: string; email: string }> {
  const row = await storage.db
    .selectFrom('users')
    .select(['username', 'email'])
    .where('id', '=', userId)
    .executeTakeFirst();
  if (!row) throw new ApiError('unauthenticated', 'This account is gone.');
  return row;
}

/** Until when a change that was asked for may still come, and how often it is looked for. */
const [unsureMs, lookMs] = [60_000, 2_000];

/** Tells an address that it is not somebody's any more. */
export function addressChanged(context: ChangeAddressContext): JobKind {
  return {
    kind: addressChangedJob,
    atOnce: 2,
    async run({ key, payload }, signal): Promise<JobEnd> {
      // As the rule wrote it.
      const { address, at } = payload as AddressBefore;
      const userId = key.slice(0, key.indexOf('/'));
      const now = context.clock.wallNow();
      const { username, email } = await findPerson(context, userId);
      if (email === address) return now - at < unsureMs ? { againAt: now + lookMs } : undefined;
      const mail = writeMail({
        subject: 'This address is not your account’s any more',
        heading: `The account @${username} of Confab has another address now, or none`,
        sections: [],
        closing: [
          'If that was you, all is well: no more mail comes here. If it was not, log in and change your password.',
        ],
        button: { label: 'Open Confab', url: context.settings.publicUrl },
      });
      const messageId = `<${hash(`${key} ${at}`)}@${new URL(context.settings.publicUrl).hostname}>`;
      await context.office.post({ to: address, messageId, ...mail }, signal);
    },
  };
}

function hash(text: string): string {
  return createHash('sha256').update(text).digest('base64url').slice(0, 32);
}
