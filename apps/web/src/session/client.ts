import type { ChatState, ClientState, ConfabClient } from '@confab/client';
import { chatIn, chatsByRecency, chatTitle, directPeer, isOnline } from '@confab/client';
import type { User } from '@confab/protocol';
import type { Actor } from '@confab/protocol/permissions';
import { doorOf } from '@confab/protocol/threads';
import { createContext, use, useCallback, useMemo, useState, useSyncExternalStore } from 'react';
import { faces } from '../lib/faces.ts';
import { useIsCutOff } from './cut-off.ts';
import { selectList } from './select-list.ts';
import { t } from '../lib/words.ts';

export const ClientContext = createContext<ConfabClient | null>(null);

export function useClient(): ConfabClient {
  const client = use(ClientContext);
  if (client === null) throw new Error('useClient needs a ClientProvider above it');
  return client;
}

/** Renders again when the selected part becomes another object. `select` must not make a new one on every call. */
export function useClientState<Part>(select: (state: ClientState) => Part): Part {
  const client = useClient();
  const subscribe = useCallback((listener: () => void) => client.subscribe(listener), [client]);
  return useSyncExternalStore(subscribe, () => select(client.getState()));
}

/**
 * Whether it is known by now what the server can do: what depends on that must not come a moment after what stands beside it. A
 * server that can't be reached is waited for once.
 */
export function useIsServerKnown(): boolean {
  const isKnown = useClientState(
    ({ welcomedEpoch, connection }) => welcomedEpoch !== null || connection.retryAt !== null,
  );
  const [wasKnown, setWasKnown] = useState(isKnown);
  if (isKnown && !wasKnown) setWasKnown(true);
  return isKnown || wasKnown;
}

export function useMyId(): string {
  return useClientState(myIdIn);
}

export function myIdIn(state: ClientState): string {
  return state.userId ?? state.me?.id ?? '';
}

/** Me, as the rules of roles ask for it; null in a chat that is not mine. In a thread as in its chat. */
export function actorIn(state: ClientState, chatId: string): Actor | null {
  const chat = state.chats.get(doorOf(chatId));
  const me = chat?.members.find(({ userId }) => userId === myIdIn(state));
  return chat && me ? { userId: me.userId, role: me.role, chatKind: chat.kind } : null;
}

/** A chat, or a thread. */
export function useChat(chatId: string): ChatState | undefined {
  return useClientState((state) => chatIn(state, chatId));
}

/** The chats by id, last spoken in first. What is in them, those ask who show it. */
export function useChatIds(): readonly string[] {
  return useClientState(
    useMemo(
      () =>
        selectList(
          ({ chats }) => [chats],
          ({ chats }) => chatsByRecency(chats).map(({ id }) => id),
        ),
      [],
    ),
  );
}

export function useChatTitle(chat: ChatState): string {
  return useClientState((state) => titleIn(state, chat)) || '…';
}

export function useChatTitles(chatIds: readonly string[]): readonly string[] {
  return useClientState(
    useMemo(
      () =>
        selectList(
          ({ chats, users }) => [chats, users],
          (state) => chatIds.map((id) => titleOf(state, id)),
        ),
      [chatIds],
    ),
  );
}

function titleOf(state: ClientState, chatId: string): string {
  const chat = state.chats.get(chatId);
  return chat ? titleIn(state, chat) : '';
}

function titleIn(state: ClientState, chat: ChatState): string {
  return isNotes(chat) ? t`Notes to self` : chatTitle(state, chat);
}

/** The chat that one has with oneself. */
export function isNotes({ kind, members }: Pick<ChatState, 'kind' | 'members'>): boolean {
  return kind === 'direct' && members.length === 1;
}

/** The other person of a direct chat. */
export function useDirectPeer(chat: ChatState): string | null {
  return useClientState((state) => directPeer(state, chat));
}

/** As far as one knows: nobody is while the own connection is away. */
export function useIsOnline(userId: string | null): boolean {
  const isCutOff = useIsCutOff();
  return useClientState((state) => userId !== null && isOnline(state, userId)) && !isCutOff;
}

export function useUser(userId: string): User | undefined {
  return useClientState((state) => state.users.get(userId));
}

/** They see only the chats that they were put into. */
export function useIsGuest(userId: string): boolean {
  return useClientState(({ users }) => users.get(userId)?.guest) === true;
}

/** The name of the picture that a person or a group shows. */
function usePicture(id: string): string | undefined {
  return useClientState(({ users, chats }) => users.get(id)?.picture ?? chats.get(id)?.parts?.picture);
}
faces.usePicture = usePicture;

export function nameOf(users: ClientState['users'], userId: string): string {
  return users.get(userId)?.displayName ?? t`Someone`;
}

/** What a line of a list has room for. */
export function firstNameOf(users: ClientState['users'], userId: string): string {
  return nameOf(users, userId).split(/\s/u)[0] ?? '';
}

export function useName(userId: string): string {
  return useClientState(({ users }) => nameOf(users, userId));
}

export function useNames(userIds: readonly string[]): readonly string[] {
  return useNamesBy(userIds, nameOf);
}

export function useFirstNames(userIds: readonly string[]): readonly string[] {
  return useNamesBy(userIds, firstNameOf);
}

/** `userIds` may be another array each time. */
function useNamesBy(userIds: readonly string[], name: typeof nameOf): readonly string[] {
  const key = userIds.join(' ');
  return useClientState(
    useMemo(() => {
      const ids = key === '' ? [] : key.split(' ');
      return selectList(
        ({ users }) => [users],
        ({ users }) => ids.map((id) => name(users, id)),
      );
    }, [key, name]),
  );
}
