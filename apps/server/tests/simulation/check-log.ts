import { isDeepStrictEqual } from 'node:util';
import { messagePageSchema, type Message } from '@confab/protocol';
import { sql } from 'kysely';
import type { Storage } from '../../src/storage/storage.ts';
import type { History } from './history.ts';

/** Everything that is in the log at the end, by chat, `seq` rising. */
export type WholeLog = ReadonlyMap<string, readonly Message[]>;

export async function readWholeLog(storage: Storage): Promise<WholeLog> {
  const chats = await storage.db.selectFrom('chats').select('id').orderBy('id').execute();
  const log = new Map<string, readonly Message[]>();
  for (const { id } of chats) {
    const page = await storage.log.readPage(id, { limit: 1_000_000 });
    log.set(id, messagePageSchema.parse(JSON.parse(Buffer.from(page).toString())).messages);
  }
  return log;
}

/** The log by itself: places without gaps, changes numbered once, no `clientId` twice, times that never go back (D1, D4, D27). */
export async function checkLog(storage: Storage, log: WholeLog, history: History): Promise<void> {
  const clientIds = new Set<string>();
  const heads = await storage.log.readHeads([...log.keys()]);
  for (const [chatId, messages] of log) {
    messages.forEach((message, index) => {
      if (message.seq !== index + 1) history.violate('D4', `${chatId} has ${message.seq} in place ${index + 1}`);
      const key = `${message.senderId} ${message.clientId}`;
      if (message.clientId !== null && clientIds.has(key)) history.violate('D1', `${key} is there twice`);
      clientIds.add(key);
      const before = messages[index - 1];
      if (before && before.createdAt > message.createdAt) {
        history.violate('D27', `${chatId} ${message.seq} is said before ${before.seq}: ${message.createdAt}`);
      }
    });
    const revs = messages.map(({ rev }) => rev);
    if (new Set(revs).size < revs.length) history.violate('D4', `${chatId} gave one rev to two messages`);
    const head = heads.get(chatId);
    if (head?.seq !== messages.length || head.rev < Math.max(0, ...revs)) {
      history.violate('D4', `${chatId} has the head ${JSON.stringify(head)} after ${messages.length} messages`);
    }
  }
}

/** Acknowledged is a part of the log (D2); so is what was delivered (D6). */
export function checkAcknowledged(log: WholeLog, history: History): void {
  for (const { userId, clientId, chatId, seq } of history.acknowledged) {
    const message = log.get(chatId)?.[seq - 1];
    if (message?.clientId !== clientId || message.senderId !== userId) {
      history.violate(
        'D2',
        `${clientId} was acknowledged as ${chatId} ${seq}, where there is ${JSON.stringify(message)}`,
      );
    }
  }
  for (const { message } of history.deliveries) {
    const stored = log.get(message.chatId)?.[message.seq - 1];
    const isSame = stored?.rev === message.rev ? isDeepStrictEqual(stored, message) : (stored?.rev ?? 0) > message.rev;
    if (!isSame) history.violate('D6', `${JSON.stringify(message)} was delivered; stored is ${JSON.stringify(stored)}`);
  }
}

/** What was let expire is gone for good, whatever was written, edited or sent again meanwhile. Answers how many messages. */
export async function checkExpired(storage: Storage, log: WholeLog, history: History): Promise<number> {
  const { rows } = await sql<{ id: string; seq: number }>`select log_id as id, seq from retention_cursors
    where kind = 'messages'`.execute(storage.db);
  const over = rows.flatMap(({ id, seq }) => (log.get(id) ?? []).slice(0, seq).filter(({ kind }) => kind === 'text'));
  for (const message of over) {
    const isGone = message.deletedAt !== null && message.content === '' && message.reactions.length === 0;
    if (!isGone) history.violate('D71', `${JSON.stringify(message)} is there, though its time is over`);
  }
  return over.filter((message) => message.expired === 'message').length;
}

interface MembershipChange {
  rev: number;
  at: number;
  isMember: boolean;
}

/**
 * Nothing goes to somebody who is no member in that place of the log (D19), but to one who has come back since and is
 * caught up with what is any member's to read.
 */
export function checkMembership(log: WholeLog, history: History): void {
  const changes = new Map<string, MembershipChange[]>();
  for (const message of [...log.values()].flat()) {
    for (const [userId, isMember] of membershipChanges(message)) {
      const key = `${message.chatId} ${userId}`;
      const known = changes.get(key) ?? [];
      changes.set(key, [...known, { rev: message.rev, at: 0, ...history.written.get(message.id), isMember }]);
    }
  }
  for (const { userId, message, at } of history.deliveries) {
    const all = changes.get(`${message.chatId} ${userId}`) ?? [];
    const last = all.findLast((change) => change.rev <= message.rev);
    const isBack = all.some((change) => change.isMember && change.rev > message.rev && change.at <= at);
    if (last && !last.isMember && !isBack) {
      history.violate('D19', `${userId} left ${message.chatId} at ${last.rev} and was sent ${message.rev}`);
    }
  }
}

function membershipChanges({ event }: Message): [userId: string, isMember: boolean][] {
  if (event?.type === 'members-added') return event.userIds.map((userId) => [userId, true]);
  if (event?.type === 'member-removed' || event?.type === 'member-left') return [[event.userId, false]];
  return [];
}
