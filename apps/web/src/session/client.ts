import type { ChatState, ClientState, ConfabClient } from '@confab/client';
import { chatsByRecency, chatTitle, directPeer, isOnline } from '@confab/client';
import type { User } from '@confab/protocol';
import { createContext, use, useCallback, useMemo, useSyncExternalStore } from 'react';
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

export function useMyId(): string {
  return useClientState(myIdIn);
}

export function myIdIn(state: ClientState): string {
  return state.userId ?? state.me?.id ?? '';
}

export function useChat(chatId: string): ChatState | undefined {
  return useClientState((state) => state.chats.get(chatId));
}

export function useChatsByRecency(): readonly ChatState[] {
  const chats = useClientState((state) => state.chats);
  return useMemo(() => chatsByRecency(chats), [chats]);
}

export function useChatTitle(chat: ChatState): string {
  return useClientState((state) => chatTitle(state, chat)) || '…';
}

/** The other person of a direct chat. */
export function useDirectPeer(chat: ChatState): string | null {
  return useClientState((state) => directPeer(state, chat));
}

export function useIsOnline(userId: string | null): boolean {
  return useClientState((state) => userId !== null && isOnline(state, userId));
}

export function useUser(userId: string): User | undefined {
  return useClientState((state) => state.users.get(userId));
}

export function useUsers(): ClientState['users'] {
  return useClientState((state) => state.users);
}

export function nameOf(users: ClientState['users'], userId: string): string {
  return users.get(userId)?.displayName ?? t`Someone`;
}

/** What a line of a list has room for. */
export function firstNameOf(users: ClientState['users'], userId: string): string {
  return nameOf(users, userId).split(/\s/u)[0] ?? '';
}
