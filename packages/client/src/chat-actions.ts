import type { Chat } from '@confab/protocol';
import * as groups from '@confab/protocol/groups/paths';
import { takeFoundChat } from './chat-from.ts';
import type { ConfabClient } from './confab-client.ts';
import { setMe } from './local-changes.ts';
import type { RestClient } from './rest.ts';
import type { ClientState } from './state.ts';
import type { Store } from './store.ts';
import { withoutChat } from './known-chats.ts';

type ChatActions = Pick<
  ConfabClient,
  | 'createDirectChat'
  | 'changeMe'
  | 'createGroup'
  | 'changeGroup'
  | 'publicGroups'
  | 'joinGroup'
  | 'renameChat'
  | 'addMembers'
  | 'removeMember'
  | 'changeRole'
  | 'leaveChat'
>;

/** What goes over REST, at once or not at all: without a connection it fails, and the caller says so. */
export function createChatActions({ store, rest }: { store: Store; rest: RestClient }): ChatActions {
  /** In the list at once, unless the stream was faster. */
  function take(chat: Chat): Chat {
    store.update((state) => takeFoundChat(state, chat));
    return chat;
  }

  return {
    async changeMe(changes) {
      const me = await rest.updateMe(changes);
      store.update((state) => setMe(state, me));
    },
    createDirectChat: async (userId) => take(await rest.createDirectChat(userId)),
    createGroup: async (name, memberIds, options) => take(await rest.createGroup(name, memberIds, options)),
    changeGroup: (chatId, changes) => rest.call(groups.changeGroup, { params: { chat_id: chatId }, body: changes }),
    publicGroups: (query = {}) => rest.call(groups.listPublicGroups, { query }),
    joinGroup: async (chatId) => take(await rest.call(groups.joinGroup, { params: { chat_id: chatId } })),
    async renameChat(chatId, name) {
      await rest.renameChat(chatId, name);
    },
    async addMembers(chatId, userIds) {
      await rest.addMembers(chatId, userIds);
    },
    removeMember: (chatId, userId) => rest.removeMember(chatId, userId),
    async changeRole(chatId, userId, role) {
      await rest.changeRole(chatId, userId, role);
    },
    async leaveChat(chatId) {
      const joinedAt = ownJoinedAt(store.get(), chatId);
      const { userId } = store.get();
      await rest.removeMember(chatId, userId ?? (await rest.me()).id);
      // The answer may come after somebody added the person again, and the stream told of that: then they are in.
      store.update((state) => (ownJoinedAt(state, chatId) === joinedAt ? withoutChat(state, chatId) : state));
    },
  };
}

function ownJoinedAt({ chats, userId }: ClientState, chatId: string): string | undefined {
  return chats.get(chatId)?.members.find((member) => member.userId === userId)?.joinedAt;
}
