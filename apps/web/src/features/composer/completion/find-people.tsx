import { doorOf } from '@confab/protocol/threads';
import { messageAt, type ChatState, type ClientState } from '@confab/client';
import type { User } from '@confab/protocol';
import { mayMentionAll } from '@confab/protocol/permissions';
import { foldText } from '../../../lib/fold-text.ts';
import { t } from '../../../lib/words.ts';
import type { CompletionItem, CompletionPlace } from '../../../registry/completion.ts';
import { actorIn, myIdIn } from '../../../session/client.ts';
import { Avatar } from '../../../ui/Avatar.tsx';
import { knowsSilence } from '../../silent/index.tsx';

/** How many of the newest messages tell who talks here. */
const lookBack = 200;

/**
 * The members of a chat whose name holds the letters: who begins with them first, then who spoke last. And the words that stand in the
 * place of a name.
 */
export function findPeople(
  query: string,
  { client, chatId, startsMessage = false }: CompletionPlace,
): Promise<CompletionItem[]> {
  const state = client.getState();
  const chat = state.chats.get(doorOf(chatId));
  if (chat === undefined) return Promise.resolve([]);
  const sought = foldText(query);
  const spokenAt = lastSpoken(state, chat);
  const people = chat.members
    .flatMap(({ userId }) => (userId === myIdIn(state) ? [] : (state.users.get(userId) ?? [])))
    .map((user) => ({ user, weight: weightOf(user, sought), at: spokenAt.get(user.id) ?? '' }))
    .filter(({ weight }) => weight < unfit)
    .toSorted((a, b) => a.weight - b.weight || (a.at < b.at ? 1 : a.at > b.at ? -1 : 0))
    .map(({ user }) => personItem(user));
  const words = [...allWords(state, chat), ...(startsMessage && knowsSilence(state) ? [silentWord()] : [])];
  return Promise.resolve([...people, ...words.filter(({ name }) => name.startsWith(sought)).map(wordItem)]);
}

function personItem({ id, displayName, username }: User): CompletionItem {
  return {
    key: id,
    name: displayName,
    note: `@${username}`,
    Picture: () => <Avatar id={id} name={displayName} size="xs" on="raised" />,
    insert: `@${username} `,
  };
}

type Word = { name: string; note: string };

function allWords(state: ClientState, { id, kind, members, parts }: ChatState): Word[] {
  const actor = actorIn(state, id);
  if (kind !== 'group' || members.length < 3 || !actor || !mayMentionAll(actor, parts?.mentioning)) return [];
  return [
    { name: 'everyone', note: t`Notifies everyone in this group` },
    { name: 'here', note: t`Notifies those who are online` },
  ];
}

function silentWord(): Word {
  return { name: 'silent', note: t`Sends this message without notifying anyone` };
}

function wordItem({ name, note }: Word): CompletionItem {
  return { key: `@${name}`, name: `@${name}`, note, insert: `@${name} ` };
}

/** When each of them spoke last: here, or with me alone. */
function lastSpoken({ chats }: ClientState, chat: ChatState): Map<string, string> {
  const found = new Map<string, string>();
  for (const { kind, members, lastMessage } of chats.values()) {
    if (kind === 'direct' && lastMessage) for (const { userId } of members) found.set(userId, lastMessage.createdAt);
  }
  for (let seq = Math.max(1, chat.lastSeq - lookBack); seq <= chat.lastSeq; seq++) {
    const message = messageAt(chat.log, seq);
    if (message && message.createdAt > (found.get(message.senderId) ?? ''))
      found.set(message.senderId, message.createdAt);
  }
  return found;
}

const unfit = 4;

function weightOf(user: User, sought: string): number {
  if (sought === '') return 0;
  const { name, username } = foldedOf(user);
  if (name.startsWith(sought)) return 0;
  if (username.startsWith(sought)) return 1;
  if (name.split(/\s+/u).some((part) => part.startsWith(sought))) return 2;
  if (username.split(/[._-]/).some((part) => part.startsWith(sought))) return 3;
  // What is typed holds no blanks: "annal" is Anna Lind, and without spaces between words a name may begin anywhere.
  return name.replaceAll(/\s/gu, '').includes(sought) ? 3 : unfit;
}

/** Ten thousand names are not folded for each key. */
const folded = new WeakMap<User, { name: string; username: string }>();

function foldedOf(user: User): { name: string; username: string } {
  const known = folded.get(user);
  if (known) return known;
  const made = { name: foldText(user.displayName), username: foldText(user.username) };
  folded.set(user, made);
  return made;
}
