import { createHash } from 'node:crypto';
import { notificationsDocument } from '@confab/protocol';
import { unsubscribePage } from '@confab/protocol/mail-links/paths';
import { quietUntil } from '@confab/protocol/notify';
import { doorOf, rootOf } from '@confab/protocol/threads';
import { type Accounts, hasSetUpFactor, restrictionOf, standingOf, visibleEmail } from '../accounts/index.ts';
import type { JobEnd } from '../jobs/index.ts';
import { readDocument } from '../personal/index.ts';
import type { Place } from '../place/index.ts';
import type { Clock } from '../realtime/clock.ts';
import type { Storage } from '../storage/index.ts';
import { findMissed, type Missed } from './find-missed.ts';
import type { MailSettings } from './mail-settings.ts';
import { mailTables } from './mail-tables.ts';
import type { MailTokens } from './mail-tokens.ts';
import type { PostOffice } from './post-office.ts';
import { type MailWish, mailDueAt } from './when-due.ts';
import { excerptOf, type MailSection, writeMail } from './write-mail.ts';

export interface MailJobContext {
  storage: Storage;
  clock: Clock;
  accounts: Pick<Accounts, 'users'>;
  place: Pick<Place, 'settings'>;
  settings: MailSettings;
  tokens: MailTokens;
  office: PostOffice;
}

/** What is older is no news. */
const newsMs = 2 * 24 * 3_600_000;
/** Of one chat, in one mail. */
const shownOfChat = 10;

/** Mails somebody what they missed, once it is time and they have not read it meanwhile. */
export async function mailMissed(context: MailJobContext, userId: string, signal: AbortSignal): Promise<JobEnd> {
  const { storage, clock } = context;
  const db = mailTables(storage);
  const person = await db.selectFrom('mail_people').selectAll().where('user_id', '=', userId).executeTakeFirst();
  const now = clock.wallNow();
  const address = await confirmedAddress(context, userId, now);
  const document = await readDocument(storage.db, userId, notificationsDocument.kind);
  const wishes = notificationsDocument.value.safeParse(document?.value).data;
  const wish = wishes?.mail;
  if (!person || address === null || !wish || wish.mode === 'never') return;
  const quiet = quietUntil(wishes.quiet, now);
  if (quiet !== null) return { againAt: quiet };
  const missed = await findMissed(storage, userId, { since: Math.max(person.told_at, now - newsMs), now });
  if (missed.length === 0) return;
  const times = missed.map(({ newsAt }) => newsAt);
  const dueAt = mailDueAt(wish, Math.min(...times), person.sent_at);
  if (dueAt > now) return { againAt: dueAt };
  const letter = await write(context, { userId, missed, wish });
  const messageId = idOf(userId, missed, context.settings.from);
  await context.office.post({ to: address, messageId, ...letter }, signal);
  // One that was refused for good would be so again.
  const toldAt = Math.max(...times);
  await db.updateTable('mail_people').set({ told_at: toldAt, sent_at: now }).where('user_id', '=', userId).execute();
}

/**
 * Null where there is none, nobody has said that it is theirs, or they are not let in, or have to do something else first: what they miss is
 * not theirs to read (A2, A4).
 */
async function confirmedAddress(
  { storage, place }: Pick<MailJobContext, 'storage' | 'place'>,
  userId: string,
  now: number,
): Promise<string | null> {
  const row = await storage.db
    .selectFrom('users')
    .select(['email', 'email_verified', 'role', 'deactivated_at', 'waiting_since', 'restricted', 'banned_until'])
    .where('id', '=', userId)
    .executeTakeFirst();
  if (!row?.email_verified) return null;
  const factorAt = (await hasSetUpFactor(storage, userId)) ? now : null;
  const standing = standingOf({ ...row, second_factor_at: factorAt }, now);
  if (standing === null || restrictionOf(standing, place.settings()) !== null) return null;
  return visibleEmail(row.email);
}

async function write(
  context: MailJobContext,
  { userId, missed, wish }: { userId: string; missed: readonly Missed[]; wish: MailWish },
): Promise<{ subject: string; text: string; html: string; unsubscribeUrl: string }> {
  const { accounts, settings, tokens, storage } = context;
  const people = await accounts.users([...new Set(missed.map(({ senderId }) => senderId))]);
  const chatIds = [...new Set(missed.map(({ chatId }) => chatId))];
  const rows = await storage.db
    .selectFrom('chats')
    .select(['id', 'name'])
    .where('id', 'in', [...new Set(chatIds.map(doorOf))])
    .execute();
  const names = new Map(rows.map(({ id, name }) => [id, name]));
  const nameOf = (one: Missed): string => people.get(one.senderId)?.displayName ?? 'Somebody';
  const clock = new Intl.DateTimeFormat('en', {
    timeZone: wish.zone ?? 'UTC',
    weekday: 'short',
    timeStyle: undefined,
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  });
  const sections = chatIds.map((chatId): MailSection => {
    const of = missed.filter((one) => one.chatId === chatId);
    const shown = of.slice(-shownOfChat);
    const place = names.get(doorOf(chatId)) ?? (of[0] ? nameOf(of[0]) : '');
    const title = rootOf(chatId) ? `A thread in ${place}` : place;
    const more = of.length > shown.length ? ` (the last ${shown.length} of ${of.length})` : '';
    return {
      title: `${title}${more}`,
      url: `${settings.publicUrl}${pathOf(shown[0] ?? { chatId, seq: 1 })}`,
      lines: shown.map((one) => ({ who: nameOf(one), when: clock.format(one.at), text: excerptOf(one) })),
    };
  });
  const unsubscribeUrl = `${settings.publicUrl}${unsubscribePage}?t=${await tokens.sign('unsubscribe', userId)}`;
  const { heading, subject } = titleOf(missed, [...new Set(missed.map(nameOf))]);
  const mail = writeMail({
    subject,
    heading,
    sections,
    closing: ['You get this because your settings in Confab ask for it.'],
    button: { label: 'Open Confab', url: settings.publicUrl },
    end: { label: 'No more of these mails', url: unsubscribeUrl },
  });
  return { ...mail, unsubscribeUrl };
}

function titleOf(missed: readonly Missed[], names: readonly string[]): { subject: string; heading: string } {
  const from = names.length > 3 ? `${names.slice(0, 2).join(', ')} and ${names.length - 2} others` : names.join(', ');
  const count = missed.length === 1 ? 'a message' : `${missed.length} messages`;
  return {
    subject: `${from}: ${missed.length === 1 ? 'a message for you' : `${missed.length} messages for you`}`,
    heading: `You missed ${count}`,
  };
}

/** As the page has it. */
function pathOf({ chatId, seq }: Pick<Missed, 'chatId' | 'seq'>): string {
  const root = rootOf(chatId);
  if (root) return `/chats/${encodeURIComponent(root.chatId)}/threads/${root.seq}/${seq}`;
  return `/chats/${encodeURIComponent(chatId)}/m/${seq}`;
}

function idOf(userId: string, missed: readonly Missed[], from: string): string {
  const hash = createHash('sha256').update(JSON.stringify([userId, missed.map(({ chatId, seq }) => [chatId, seq])]));
  const domain = /@([^@>\s]+)>?$/.exec(from)?.[1] ?? 'confab.invalid';
  return `<${hash.digest('hex').slice(0, 40)}@${domain}>`;
}
