import type { Place as WholePlace } from '../place/index.ts';
import type { OnlineUsers } from '../presence/index.ts';
import { shareReads } from '../storage/shared-reads.ts';
import type { Storage } from '../storage/index.ts';
import { countBadges } from './count-badge.ts';
import { findNews, type News } from './find-news.ts';
import { pushKey, readPushKey } from './push-key.ts';
import type { Place } from './read-waiting.ts';
import { type Device, findDevices } from './subscriptions.ts';

export interface PushReads {
  devices(place: Place): Promise<readonly Device[]>;
  /** Null for who is not in it. */
  news(place: Place): Promise<News | null>;
  badge(userId: string): Promise<number>;
  isOnline(userId: string): Promise<boolean>;
}

export interface ReadContext {
  storage: Storage;
  clock: { wallNow: () => number };
  place: Pick<WholePlace, 'settings'>;
  onlineUsers: Pick<OnlineUsers, 'whoIsOnline'>;
}

/** What is read for a push. Many jobs begin at once and ask the same things in the same turn: they share the statements. */
export function createPushReads({ storage, clock, place, onlineUsers }: ReadContext): PushReads {
  const devices = shareReads(async (keys) => {
    const found = await findDevices(storage, keys.map(readPushKey), {
      wallNow: clock.wallNow(),
      settings: place.settings(),
    });
    return Map.groupBy(found.flat(), ({ userId, logId }) => pushKey(userId, logId));
  }, setImmediate);
  const news = shareReads(async (keys) => {
    const found = await findNews(storage, keys.map(placeOf), clock.wallNow());
    return new Map(keys.flatMap((key, index) => (found[index] ? [[key, found[index]] as const] : [])));
  }, setImmediate);
  const badge = shareReads((userIds) => countBadges(storage, userIds, clock.wallNow()), setImmediate);
  const isOnline = shareReads(async (userIds) => {
    const online = await onlineUsers.whoIsOnline(userIds);
    return new Map(userIds.map((userId) => [userId, online.has(userId)]));
  }, setImmediate);
  return {
    devices: async ({ userId, logId }) => (await devices(pushKey(userId, logId))) ?? [],
    news: ({ userId, logId, edited }) => news(`${edited ?? ''} ${pushKey(userId, logId)}`),
    badge: async (userId) => (await badge(userId)) ?? 0,
    isOnline: async (userId) => (await isOnline(userId)) === true,
  };
}

function placeOf(key: string): Place {
  const at = key.indexOf(' ');
  return { ...readPushKey(key.slice(at + 1)), edited: at === 0 ? null : Number(key.slice(0, at)) };
}
