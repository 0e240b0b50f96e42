import type { ChatState } from '@confab/client';
import { useRef, useState } from 'react';
import type { ListView } from '../../lib/anchored-list/anchored-list.ts';
import { useClient } from '../../session/client.ts';
import { rememberPlace } from './reading-places.ts';
import { seqOf, type Row } from './rows.ts';
import type { History } from './use-history.ts';

/** Pages are asked for this long before one reaches the edge, so that one rarely sees it. */
const loadAheadPx = 1_200;
/** Whoever has moved this many messages looks elsewhere. */
const lookStep = 40;
/** What is this close to where one reads is not forgotten. */
const keptAround = 400;

type LogView = { chat: ChatState; rows: readonly Row[]; history: History; visit: string; newAfterSeq: number | null };

type Seen = { seq: number; topPx: number; at: string };

export type Unread = 'above' | 'below' | 'seen' | null;

/** What follows from where one reads: pages are loaded and forgotten, and what stands over the log is known. */
export function useLogView({ chat, rows, history, visit, newAfterSeq }: LogView) {
  const client = useClient();
  const lookedAt = useRef<number | null>(null);
  const [isAtEnd, setAtEnd] = useState(true);
  const [dayAt, setDayAt] = useState<string | null>(null);
  const [unread, setUnread] = useState<Unread>(null);
  const [unreadOf, setUnreadOf] = useState(newAfterSeq);
  if (unreadOf !== newAfterSeq) {
    setUnreadOf(newAfterSeq);
    setUnread(null);
  }

  function onView(view: ListView): void {
    setAtEnd(view.isAtEnd);
    if (chat.loading === null) {
      if (history.hasOlder && view.above < loadAheadPx) history.loadOlder();
      else if (history.hasNewer && view.below < loadAheadPx) history.loadNewer();
    }
    const seen = messagesSeen(rows, view);
    setDayAt(dayOfFirst(seen));
    // Who has seen where the unread ones begin needs no way there.
    setUnread((before) => (before === 'seen' ? before : whereUnread(seen, newAfterSeq)));
    const place = view.isAtEnd ? undefined : seen[0];
    rememberPlace(visit, { chatId: chat.id, seq: place?.seq ?? null, topPx: place?.topPx ?? 0 });
    lookAt(place?.seq ?? null);
  }

  function lookAt(seq: number | null): void {
    const before = lookedAt.current;
    if (seq === before || (seq !== null && before !== null && Math.abs(seq - before) < lookStep)) return;
    lookedAt.current = seq;
    history.lookAt(seq);
    const around = seq ?? chat.lastSeq;
    client.keepHistory(chat.id, { from: Math.max(1, around - keptAround), to: around + keptAround });
  }

  return { onView, isAtEnd, dayAt, unread };
}

/** First the one that is seen whole. */
function messagesSeen(rows: readonly Row[], view: ListView): Seen[] {
  const tops = new Map(view.seen.map(({ key, top }, order) => [key, { top, order }]));
  const seen: (Seen & { order: number })[] = [];
  for (const row of rows) {
    const found = tops.get(row.key);
    const seq = found ? seqOf(row) : null;
    if (found && seq !== null && 'message' in row)
      seen.push({ seq, topPx: found.top, at: row.message.createdAt, order: found.order });
  }
  return seen.toSorted((one, other) => one.order - other.order);
}

function dayOfFirst(seen: readonly Seen[]): string | null {
  const [first] = seen.toSorted((one, other) => one.seq - other.seq);
  return first?.at ?? null;
}

function whereUnread(seen: readonly Seen[], afterSeq: number | null): Unread {
  if (afterSeq === null || seen.length === 0) return null;
  const seqs = seen.map(({ seq }) => seq);
  if (Math.min(...seqs) > afterSeq + 1) return 'above';
  return Math.max(...seqs) <= afterSeq ? 'below' : 'seen';
}
