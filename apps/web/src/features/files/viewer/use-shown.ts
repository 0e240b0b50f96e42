import type { Message } from '@confab/protocol';
import { doorOf } from '@confab/protocol/threads';
import { useEffect, useRef, useState } from 'react';
import { useClient, useClientState } from '../../../session/client.ts';
import { picturesOf } from '../gallery/gallery-rows.ts';
import { readBeginning, type Shown } from './beginning.ts';

const pageMessages = 20;

type Looked = { shown: readonly Shown[]; index: number; hasOlder: boolean; hasNewer: boolean };

/** What can be looked through, and where one is: from the oldest to the newest, more of it as one comes near an end. */
export function useShown(): Pick<Looked, 'shown' | 'index'> & { goTo: (index: number) => void } {
  const client = useClient();
  const isListed = useClientState(({ features }) => features.includes('file-lists'));
  const [{ shown, index, hasOlder, hasNewer }, setLooked] = useState<Looked>(() => ({
    ...readBeginning(),
    hasOlder: isListed,
    hasNewer: isListed,
  }));
  const isUnderWay = useRef(false);

  useEffect(() => {
    const [oldest, newest] = [shown[0]?.message, shown.at(-1)?.message];
    const isOlder = index === 0 && hasOlder;
    const end = isOlder ? oldest : index >= shown.length - 1 && hasNewer ? newest : undefined;
    if (!end || isUnderWay.current) return;
    isUnderWay.current = true;
    const { chatId, seq } = end;
    client
      .chatFiles(doorOf(chatId), {
        kind: 'pictures',
        limit: pageMessages,
        [isOlder ? 'before' : 'after']: { chatId, seq },
      })
      .then(({ messages, hasMore }) =>
        setLooked((known) => (isOlder ? withOlder(known, messages, hasMore) : withNewer(known, messages, hasMore))),
      )
      // Those that are here can be looked at all the same; the next step asks again.
      .catch(() => undefined)
      .finally(() => (isUnderWay.current = false));
  }, [client, shown, index, hasOlder, hasNewer]);

  return { shown, index, goTo: (to) => setLooked((known) => ({ ...known, index: to })) };
}

function withOlder(known: Looked, messages: readonly Message[], hasOlder: boolean): Looked {
  const older = shownOf(messages);
  return { ...known, shown: [...older, ...known.shown], index: known.index + older.length, hasOlder };
}

function withNewer(known: Looked, messages: readonly Message[], hasNewer: boolean): Looked {
  return { ...known, shown: [...known.shown, ...shownOf(messages)], hasNewer };
}

function shownOf(messages: readonly Message[]): Shown[] {
  return picturesOf(messages).map(({ file, message }) => ({ picture: file, message }));
}
