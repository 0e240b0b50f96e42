import type { Role } from '@confab/protocol';
import { doorOf } from '@confab/protocol/threads';
import { ApiError } from '../http/api-error.ts';
import type { Bus } from '../bus/bus.ts';
import { hear } from '../bus/bus-event.ts';
import { membersChanged } from '../log/members-changed.ts';
import type { Storage } from '../storage/storage.ts';
import { findMember } from './chat-store.ts';

/**
 * How long a membership is believed without a look at the database. Where hints can be lost, a removal that no bus told
 * of counts after it (D19); the bus of a lone node loses none.
 */
const trustedMs = 30_000;
const trustedMsWithManyNodes = 900;
const maxTrusted = 50_000;

/** The door for what is read of a chat, and of its threads. That for what is written is `lookAsMember` of storage/rule.ts. */
export interface ChatAccess {
  /** The caller's role. Throws `not-found` for whoever is no member, whether there is such a chat or not (D20). */
  requireMember(chatId: string, userId: string): Promise<Role>;
  isMember(chatId: string, userId: string): Promise<boolean>;
  /** Whether that is known without a look at the database, and believed. False says nothing. */
  isKnownMember(chatId: string, userId: string): boolean;
}

export async function createChatAccess(storage: Storage, bus: Bus, monotonicNow: () => number): Promise<ChatAccess> {
  const trusted = new Map<string, { role: Role; until: number }>();
  const keysOfChat = new Map<string, Set<string>>();

  const trustMs = bus.onEventsLost ? trustedMsWithManyNodes : trustedMs;
  /** Raised by every change of members: what was read before it must not be believed after it. */
  let changes = 0;

  const forgetChat = (chatId: string): void => {
    changes += 1;
    for (const key of keysOfChat.get(chatId) ?? []) trusted.delete(key);
    keysOfChat.delete(chatId);
  };
  await bus.subscribe('nodes', hear(membersChanged.on(({ chatId }) => forgetChat(chatId))));

  const roleKnown = (key: string): Role | null => {
    const known = trusted.get(key);
    return known && known.until > monotonicNow() ? known.role : null;
  };

  const readRole = async (wantedId: string, userId: string): Promise<Role | null> => {
    const chatId = doorOf(wantedId);
    const key = `${chatId} ${userId}`;
    const known = roleKnown(key);
    if (known) return known;
    // The time is taken before the read: what changes meanwhile is believed no longer than what was read.
    const until = monotonicNow() + trustMs;
    const changesBefore = changes;
    const role = await findMember(storage.db, chatId, userId);
    if (!role) return null;
    if (changesBefore !== changes) return role;
    if (trusted.size >= maxTrusted) {
      trusted.clear();
      keysOfChat.clear();
    }
    trusted.set(key, { role, until });
    const keys = keysOfChat.get(chatId) ?? new Set();
    keysOfChat.set(chatId, keys.add(key));
    return role;
  };

  return {
    async requireMember(chatId, userId) {
      const role = await readRole(chatId, userId);
      if (!role) throw new ApiError('not-found', 'There is no such chat, or you are not in it.');
      return role;
    },
    isKnownMember: (chatId, userId) => roleKnown(`${doorOf(chatId)} ${userId}`) !== null,
    isMember: async (chatId, userId) => (await readRole(chatId, userId)) !== null,
  };
}
