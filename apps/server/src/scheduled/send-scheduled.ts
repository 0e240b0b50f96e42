import { createHash } from 'node:crypto';
import { idOfKey, type PlaceSettings, scheduledDocument } from '@confab/protocol';
import type { z } from 'zod';
import { owesFactor } from '../accounts/index.ts';
import { ApiError } from '../http/index.ts';
import type { JobEnd } from '../jobs/index.ts';
import { sendMessage, type SendContext } from '../messages/index.ts';
import { type OwnDocument, readDocument, readDocumentsOfKind, settleDocument } from '../personal/index.ts';
import type { Clock } from '../realtime/clock.ts';
import type { Storage } from '../storage/storage.ts';
import { markUnread, readUnread } from './keep-unread.ts';

export interface ScheduledContext extends SendContext {
  storage: Storage;
  clock: Clock;
  place: { settings(): PlaceSettings };
}

type Scheduled = z.infer<typeof scheduledDocument.value>;

interface Waiting {
  userId: string;
  document: OwnDocument;
  message: Scheduled;
  at: number;
}

/** Somebody may change the document again and again while it is sent: a few times it is looked at anew. */
const settleTries = 5;
/** Whoever owes a second factor may set it up at any time, and the place may want none any more: it is looked at anew. */
const owingMs = 60_000;
const sentBefore = {
  code: 'client-id-reused',
  detail: 'It was sent as it said before. What it says now was not sent.',
} as const;

/** Sends what is due of a person's scheduled messages, the earliest first, and says when the next one is. */
export async function sendDue(context: ScheduledContext, userId: string, signal: AbortSignal): Promise<JobEnd> {
  const documents = await readDocumentsOfKind(context.storage.db, userId, scheduledDocument.kind);
  const waiting = documents.flatMap((document): Waiting[] => {
    const message = parse(document);
    return message === null || message.refused ? [] : [{ userId, document, message, at: Date.parse(message.at) }];
  });
  waiting.sort((one, other) => one.at - other.at || (one.document.key < other.document.key ? -1 : 1));
  for (const one of waiting) {
    if (one.at > context.clock.wallNow()) return { againAt: one.at };
    signal.throwIfAborted();
    const now = context.clock.wallNow();
    if (await owesFactor({ ...context, now }, userId)) return { againAt: now + owingMs };
    await sendOne(context, one);
  }
}

/** Null for what a newer version keeps, and this one can't read. */
function parse({ value }: OwnDocument): Scheduled | null {
  return scheduledDocument.value.safeParse(value).data ?? null;
}

/** A process may end after the send: then the `clientId` tells that it was done (D1). */
async function sendOne(context: ScheduledContext, waiting: Waiting): Promise<void> {
  const { userId, document, message } = waiting;
  const { chatId, content, parts } = message;
  const clientId = clientIdOf(document.key);
  try {
    const mark = await readUnread(context.storage, chatId, userId);
    const draft = { chatId, senderId: userId, clientId, content, ...(parts && { parts: { ...parts } }) };
    const { isRetry } = await sendMessage(context, draft);
    if (mark && !isRetry) await keepUnread(context, { chatId, userId, mark });
  } catch (error) {
    // Of others nobody is to blame who could do anything about it: the job is tried again.
    if (!(error instanceof ApiError) || error.code === 'unavailable') throw error;
    // Whoever changed it meanwhile has another look taken at it.
    await settleDocument(context, userId, document, {
      ...message,
      refused: { code: error.code, detail: error.message },
    });
    return;
  }
  await settleSent(context, waiting);
}

/** Whoever has as many marks as there can be goes without: the message was sent, and is not refused for that. */
async function keepUnread(...given: Parameters<typeof markUnread>): Promise<void> {
  try {
    await markUnread(...given);
  } catch (error) {
    if (!(error instanceof ApiError) || error.code !== 'too-many-documents') throw error;
  }
}

/** Gone, unless somebody changed its words while it was sent: those are not thrown away. */
async function settleSent(context: ScheduledContext, { userId, document, message }: Waiting): Promise<void> {
  let current: OwnDocument | null = document;
  for (let tries = 0; tries < settleTries && current !== null; tries += 1) {
    const now = parse(current);
    const isSame = now?.content === message.content && now.chatId === message.chatId;
    const value = isSame || now === null ? null : { ...now, refused: sentBefore };
    if (await settleDocument(context, userId, current, value)) return;
    current = await readDocument(context.storage.db, userId, document.key);
  }
  if (current !== null) throw new Error('A scheduled message that was sent is changed all the time.');
}

/** The same for the same document, for ever. */
function clientIdOf(key: string): string {
  return `scheduled-${createHash('sha256')
    .update(idOfKey(key) ?? key)
    .digest('base64url')}`;
}
