import type { Message, SearchCounts, SearchHit, SearchLine } from '@confab/protocol';
import { doorOf, isThreadId } from '@confab/protocol/threads';
import { findLinks } from '@confab/text';
import { messageWords } from '../../lib/message-words.ts';
import type { Results } from './kept-results.ts';
import { findWords, isFindable, type FoundWords, type Sought } from './match-words.ts';

const lineCharacters = 160;

/**
 * What was found, after a change of a message: a hit says what its message says now, and goes with the last thing that it was found
 * by; so do the lines beside it. The same results where the change is of none of them.
 */
export function withChange(results: Results, message: Message, sought: Sought): Results {
  const hits = results.hits.flatMap((hit) => {
    if (hit.message.chatId !== message.chatId) return [hit];
    if (hit.message.id !== message.id) return [withLine(hit, message)];
    if (hit.message.rev >= message.rev) return [hit];
    const found = matchNow(message, sought);
    return found === null ? [] : [{ ...hit, message, ...found }];
  });
  if (hits.length === results.hits.length) {
    const isSame = hits.every((hit, index) => hit === results.hits[index]);
    return isSame ? results : { ...results, hits };
  }
  return { ...results, hits, counts: withCount(results.counts, doorOf(message.chatId), -1) };
}

/** New ones in the order of time, each once. Newest first only: by how well they fit the server orders them. */
export function withFresh(results: Results, fresh: readonly SearchHit[]): Results {
  const known = new Set(results.hits.map(({ message }) => message.id));
  const added = fresh.filter(({ message }) => !known.has(message.id));
  if (added.length === 0) return results;
  const hits = [...added, ...results.hits].toSorted((one, other) => Number(other.cursor) - Number(one.cursor));
  const counts = added.reduce<SearchCounts | null>((all, { chatId }) => withCount(all, chatId, 1), results.counts);
  return { ...results, hits, counts };
}

/** What is found now and stands above all that was found before. */
export function newerThan({ hits }: Results, now: Results): readonly SearchHit[] {
  const newest = Number(hits[0]?.cursor ?? -1);
  const known = new Set(hits.map(({ message }) => message.id));
  return now.hits.filter(({ cursor, message }) => Number(cursor) > newest && !known.has(message.id));
}

/** Of chats that are mine by now. */
export function ofChats(results: Results, chatIds: ReadonlySet<string>): Results {
  const isMine = (chatId: string): boolean => chatIds.has(doorOf(chatId));
  const { hits, counts } = results;
  const gone = counts?.chats.filter(({ chatId }) => !isMine(chatId)) ?? [];
  if (gone.length === 0 && hits.every(({ message }) => isMine(message.chatId))) return results;
  return {
    ...results,
    hits: hits.filter(({ message }) => isMine(message.chatId)),
    counts: counts && {
      ...counts,
      chats: counts.chats.filter(({ chatId }) => isMine(chatId)),
      count: counts.count - gone.reduce((sum, { count }) => sum + count, 0),
    },
  };
}

/**
 * What was found looked for once more: `pages` are its first ones as they are now, `isWhole` where they are all. What they reach to and
 * don't hold is gone; what is new is not among it.
 */
export function reconcile(results: Results, now: Results, sort: 'newest' | 'best'): Results {
  const byId = new Map(now.hits.map((hit) => [hit.message.id, hit]));
  const reach = now.nextCursor === null ? -1 : Number(now.hits.at(-1)?.cursor ?? Infinity);
  const isBeyond = ({ cursor }: SearchHit): boolean => sort === 'newest' && Number(cursor) < reach;
  const hits = results.hits.flatMap((hit) => byId.get(hit.message.id) ?? (isBeyond(hit) ? [hit] : []));
  return { ...results, hits, counts: now.counts ?? results.counts, unknown: now.unknown, isWhole: now.isWhole };
}

/**
 * Where it holds what is looked for, as far as the page can tell: by its words and by what it is. Who said it, where and when the
 * server looks at, and none of these changes. Null: it surely does not.
 */
export function matchNow(message: Message, sought: Sought): FoundWords | null {
  if (!isFindable(message)) return null;
  const isSo = sought.filters.every(
    ({ filter, value, isNegated }) => (factOf(message, `${filter}:${value.toLowerCase()}`) ?? !isNegated) !== isNegated,
  );
  return isSo ? findWords(message, sought) : null;
}

/** Null for what the page leaves to the server. */
function factOf(message: Message, filter: string): boolean | null {
  const { files = [], reactions, content, pin, thread, chatId } = message;
  switch (filter) {
    case 'has:file':
      return files.length > 0;
    case 'has:image':
      return files.some(({ type }) => type.startsWith('image/'));
    case 'has:link':
      return findLinks(content).length > 0;
    case 'has:reaction':
      return reactions.length > 0;
    case 'is:pinned':
      return pin != null;
    case 'is:thread':
      return thread != null || isThreadId(chatId);
    default:
      return null;
  }
}

/** A line that was not there does not come by itself: what is below it would move. */
function withLine(hit: SearchHit, message: Message): SearchHit {
  const side = message.seq === hit.message.seq - 1 ? 'before' : message.seq === hit.message.seq + 1 ? 'after' : null;
  if (side === null || hit[side] === null) return hit;
  const line = lineOf(message);
  return line?.text === hit[side].text ? hit : { ...hit, [side]: line };
}

function lineOf(message: Message): SearchLine | null {
  if (message.kind !== 'text' || message.deletedAt !== null) return null;
  const text = messageWords({ content: message.content }, lineCharacters);
  return { senderId: message.senderId, text: text || (message.files?.[0]?.name ?? '') };
}

function withCount(counts: SearchCounts | null, chatId: string, by: 1 | -1): SearchCounts | null {
  if (counts === null) return null;
  const isListed = counts.chats.some((chat) => chat.chatId === chatId);
  const chats = isListed || by < 0 ? counts.chats : [...counts.chats, { chatId, count: 0 }];
  return {
    ...counts,
    count: Math.max(0, counts.count + by),
    chats: chats
      .map((chat) => (chat.chatId === chatId ? { chatId, count: chat.count + by } : chat))
      .filter(({ count }) => count > 0),
  };
}
