import { logInDocument } from '@confab/protocol';
import { deviceInEnglish } from '@confab/protocol/device';
import type { LoggedIn } from '../accounts/index.ts';
import type { RateStore } from '../bus/rate-store.ts';
import { submit } from '../log/submit.ts';
import { type LetterContext, postLetter } from '../mail/index.ts';
import { putOwnDocument, readDocumentsOfKind, settleDocument } from '../personal/index.ts';
import { logInsSettledRule } from './log-in-rules.ts';

export interface LogInContext extends LetterContext {
  rates: RateStore | null;
  stampNow: () => number;
}

const [dayMs, keptMs] = [86_400_000, 30 * 86_400_000];
const mailsPerDay = 5;
const keptMax = 20;

/**
 * A log-in from a device that is new to the account: the person's other devices show it until somebody says there that it was them, and
 * their address is mailed. The new one alone can't take it back: it may be whoever stole the password.
 */
export async function noteLogIn(context: LogInContext, logIn: LoggedIn): Promise<void> {
  const { userId, sessionId, userAgent, address } = logIn;
  const at = context.clock.wallNow();
  await forgetOld(context, userId, at);
  await putOwnDocument(context, {
    userId,
    key: keyOf(sessionId),
    value: { sessionId, at: new Date(at).toISOString(), userAgent: userAgent || null, address },
  });
  const counted = await context.rates?.count(`log-ins mailed to ${userId}`, dayMs, 1);
  if (counted && counted.current > mailsPerDay) return;
  await postLetter(context, {
    userId,
    key: `log-in/${sessionId}`,
    subject: 'Somebody logged in to your account',
    heading: `Your account was logged in to from a new device: ${deviceInEnglish(userAgent)}`,
    closing: [
      `${new Date(at).toUTCString()}${address === null ? '' : `, from the network address ${address}`}.`,
      'If that was you, all is well. If it was not, log out that device in your settings, and change your password.',
    ],
    path: '/settings',
  });
}

/** It was them, or the session is over: nothing has to be shown any more. */
export async function settleLogIns(
  context: LogInContext,
  userId: string,
  sessionIds: readonly string[],
): Promise<number> {
  const wanted = new Set(sessionIds.map(keyOf));
  const documents = await readDocumentsOfKind(context.storage.db, userId, logInDocument.kind);
  const known = documents.filter(({ key }) => wanted.has(key));
  for (const document of known) await settleDocument(context, userId, document, null);
  if (known.length > 0) {
    const keys = known.map(({ key }) => key);
    await submit(context.writer, logInsSettledRule.command({ userId, keys, at: context.clock.wallNow() }));
  }
  return known.length;
}

async function forgetOld(context: LogInContext, userId: string, now: number): Promise<void> {
  const documents = await readDocumentsOfKind(context.storage.db, userId, logInDocument.kind);
  const times = documents.map((document) => ({
    document,
    at: Date.parse(logInDocument.value.safeParse(document.value).data?.at ?? '') || 0,
  }));
  const inOrder = times.toSorted((one, other) => other.at - one.at);
  for (const { document, at } of inOrder.filter((one, place) => place >= keptMax || one.at < now - keptMs)) {
    if (at <= now) await settleDocument(context, userId, document, null);
  }
}

function keyOf(sessionId: string): string {
  return `${logInDocument.kind}/${sessionId}`;
}
