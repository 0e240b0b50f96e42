import { type ConfabClient, documentOf } from '@confab/client';
import type { Message } from '@confab/protocol';
import { isOver, isWorthHearing, namedAnewAt } from './decide.ts';
import type { OneOfMany } from './one-of-many.ts';
import { openPlace } from './open-place.ts';
import { mayNotify } from './preferences.ts';
import { show } from './show.ts';
import { playSound } from './sound.ts';
import { wordsOf } from './words-of.ts';

/** Whoever has the chat before them reads it in this time, here or elsewhere: nothing is said of it then. */
const settleMs = 700;
const usualVolume = 60;

type News = { myId: string; others: OneOfMany; onShown: () => void };
type Watching = {
  /** Something came while nobody looked. */
  hasMissed: () => boolean;
  stop: () => void;
};

/** Shows and sounds what is worth it, once for each chat however much comes at a time. */
export function watchNews(client: ConfabClient, { myId, others, onShown }: News): Watching {
  const waiting = new Map<string, Message>();
  let timer: ReturnType<typeof setTimeout> | null = null;
  let hasMissed = false;
  let isStopped = false;
  const startedAt = Date.now();
  /** By message, since when it names me: it changes for other reasons too. */
  const named = new Map<string, number>();

  /** What an edit made to me. What did before this page began is no news. */
  function considerEdit(message: Message): void {
    const since = namedAnewAt(client.getState(), message, Date.now());
    if (since === null || since < startedAt || since === named.get(message.id)) return;
    named.set(message.id, since);
    consider(message);
  }

  function consider(message: Message): void {
    if (!isWorthHearing(client.getState(), message, Date.now())) return;
    waiting.set(message.chatId, message);
    timer ??= setTimeout(() => void settle(), settleMs);
  }

  async function settle(): Promise<void> {
    timer = null;
    const state = client.getState();
    const left = [...waiting.values()].filter(
      (message) => !isOver(state, message) && isWorthHearing(state, message, Date.now()),
    );
    waiting.clear();
    if (left.length === 0) return;
    const isSeen = await others.isAnyLookedAt();
    hasMissed ||= !isSeen;
    if (!others.isSpeaker()) return;
    const { on: isSoundOn = false, volume = usualVolume } = documentOf(state, 'notifications', null)?.sound ?? {};
    const hasSounded = isSoundOn && (await playSound(volume).catch(() => false));
    if (isSeen || !mayNotify(myId)) return;
    // A page that may make no sound leaves it to the system.
    const isSilent = hasSounded || !isSoundOn;
    for (const message of left) {
      if (isStopped) break;
      const place = { userId: myId, chatId: message.chatId, seq: message.seq };
      const shown = { tag: message.chatId, ...wordsOf(state, message), place, isSilent };
      await show(shown, () => openPlace(place)).catch(() => undefined);
    }
    onShown();
  }

  const stopFirsts = watchFirsts(client, consider);
  const stopMessages = client.onMessage(({ message, isNew }) => {
    if (isNew) consider(message);
    else considerEdit(message);
  });
  return {
    hasMissed: () => hasMissed,
    stop() {
      stopFirsts();
      stopMessages();
      isStopped = true;
      if (timer !== null) clearTimeout(timer);
    },
  };
}

/** The first message of a chat comes with the chat. What was there when the page began is no news. */
function watchFirsts(client: ConfabClient, onFirst: (message: Message) => void): () => void {
  let known: ReadonlySet<string> | null = null;
  let seen: unknown = null;
  function look(): void {
    const { chats, chatsLoaded } = client.getState();
    if (!chatsLoaded || chats === seen) return;
    seen = chats;
    const before = known;
    if (before?.size === chats.size) return;
    known = new Set(chats.keys());
    for (const { id, lastMessage } of chats.values()) {
      if (before !== null && !before.has(id) && lastMessage !== null) onFirst(lastMessage);
    }
  }
  look();
  return client.subscribe(look);
}
