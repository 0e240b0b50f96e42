import { chatOperations, groupOperations } from '@confab/protocol';
import { Answer, type Caller, implement, type Routes, storedAnswer } from '../http/index.ts';
import { addMembers, changeRole, type ChatActor, removeMember, renameChat } from './change-members.ts';
import type { ChatContext } from './chat-context.ts';
import { createChat } from './create-chat.ts';
import { findRemoval } from './find-removal.ts';
import { changeGroupSettings } from './group-settings.ts';
import { getChat, listChats, recallChats } from './list-chats.ts';
import { joinGroup, listPublicGroups } from './public-groups.ts';

export function chatRoutes(context: ChatContext): Routes[] {
  const { descriptions, storage } = context;
  return [
    implement(chatOperations.createChat, async ({ caller: { userId }, body }) => {
      const { chat, isNew } = await descriptions.run(userId, () => createChat(context, userId, body));
      return new Answer(isNew ? 201 : 200, chat);
    }),

    implement(chatOperations.listChats, ({ caller: { userId }, query, request: { headers } }) => {
      const known = recallChats(context, userId, query);
      if (known) return storedAnswer(headers, known);
      return descriptions
        .run(userId, () => listChats(context, userId, query))
        .then((list) => storedAnswer(headers, list));
    }),

    implement(chatOperations.getChat, ({ caller: { userId }, params, reply }) => {
      void reply.header('confab-epoch', storage.epoch);
      return descriptions.run(userId, () => getChat(context, userId, params.chat_id));
    }),

    implement(chatOperations.getRemoval, ({ caller, params }) => findRemoval(context, params.chat_id, caller.userId)),

    implement(chatOperations.renameChat, ({ caller, params, body }) => {
      const actor = actorOf(caller, params);
      return descriptions.run(actor.callerId, () => renameChat(context, actor, body.name));
    }),

    ...memberRoutes(context),
    ...groupRoutes(context),
  ];
}

function memberRoutes(context: ChatContext): Routes[] {
  const { descriptions } = context;
  return [
    implement(chatOperations.addMembers, ({ caller, params, body }) => {
      const actor = actorOf(caller, params);
      return descriptions.run(actor.callerId, () => addMembers(context, actor, body.userIds));
    }),

    implement(chatOperations.changeRole, ({ caller, params, body }) => {
      const actor = actorOf(caller, params);
      return descriptions.run(actor.callerId, () => changeRole(context, actor, params.user_id, body.role));
    }),

    implement(chatOperations.removeMember, ({ caller, params }) =>
      removeMember(context, actorOf(caller, params), params.user_id),
    ),
  ];
}

function groupRoutes(context: ChatContext): Routes[] {
  const { descriptions } = context;
  return [
    implement(groupOperations.changeGroup, ({ caller, params, body }) =>
      changeGroupSettings(context, actorOf(caller, params), body),
    ),

    // The members of each are counted: one page of a person's at a time, and paid for.
    implement(groupOperations.listPublicGroups, ({ caller: { userId }, query }) =>
      descriptions.run(userId, () => listPublicGroups(context, userId, query)),
    ),

    implement(groupOperations.joinGroup, ({ caller, params }) => {
      const actor = actorOf(caller, params);
      return descriptions.run(actor.callerId, () => joinGroup(context, actor));
    }),
  ];
}

function actorOf({ userId }: Caller, params: { chat_id: string }): ChatActor {
  return { chatId: params.chat_id, callerId: userId };
}
