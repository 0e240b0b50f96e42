import type { ClientState } from '@confab/client';
import { chatTitle } from '@confab/client';
import { File } from 'lucide-react';
import { messagePath } from '../../lib/addresses.ts';
import { listTime } from '../../lib/dates.ts';
import { foldText } from '../../lib/fold-text.ts';
import { messageWords } from '../../lib/message-words.ts';
import { nameOf } from '../../session/client.ts';
import { blockedText, isBlockedIn } from '../blocking/index.ts';
import { foundIn, markFound, roomOfLine } from '../search/index.ts';
import type { FoundHit } from './find-remembered.ts';
import type { Row } from './rows.ts';

const readCharacters = 4_000;

export function messageRows(hits: readonly FoundHit[], state: ClientState): Row[] {
  return hits.map((hit): Row => {
    const { chatId, message } = hit;
    const isBlocked = isBlockedIn(state, message.senderId);
    return {
      key: `message:${message.id}`,
      name: nameOf(state.users, message.senderId),
      ...placeOf(state, chatId, message.createdAt),
      look: { avatarId: message.senderId, userId: null },
      pieces: isBlocked
        ? [{ text: blockedText(), isFound: false }]
        : markFound(messageWords(message, readCharacters), foundIn(hit), roomOfLine),
      goal: { type: 'page', path: messagePath(message.chatId, message.seq) },
    };
  });
}

const filesMax = 4;

/** Of each hit those whose name was found: first what is called so from the beginning, then what has it all in its name. */
export function fileRows(hits: readonly FoundHit[], query: string, state: ClientState): Row[] {
  const sought = foldText(query.trim());
  const fitOf = ({ name }: Row): number => {
    const place = foldText(name).indexOf(sought);
    return place < 0 ? 2 : Math.min(place, 1);
  };
  return namedRows(hits, state)
    .toSorted((one, other) => fitOf(one) - fitOf(other))
    .slice(0, filesMax);
}

function namedRows(hits: readonly FoundHit[], state: ClientState): Row[] {
  return hits.flatMap(({ chatId, message, fileRanges }) =>
    [...new Set(fileRanges.map(({ file }) => file))].map((place): Row => {
      return {
        key: `file:${message.id}/${place}`,
        name: isBlockedIn(state, message.senderId) ? blockedText() : (message.files?.[place]?.name ?? ''),
        ...placeOf(state, chatId, message.createdAt),
        look: { icon: File },
        goal: { type: 'page', path: messagePath(message.chatId, message.seq) },
      };
    }),
  );
}

function placeOf(state: ClientState, chatId: string, at: string): Pick<Row, 'note' | 'time'> {
  const chat = state.chats.get(chatId);
  return { note: chat ? chatTitle(state, chat) : '', time: listTime(at, new Date()) };
}
