import {
  addMembersBodySchema,
  changeRoleBodySchema,
  chatListQuerySchema,
  chatListSchema,
  chatSchema,
  createChatBodySchema,
  idSchema,
  removalSchema,
  renameChatBodySchema,
} from '@confab/protocol';
import { z } from 'zod';
import { callerOf, type Routes } from '../http/index.ts';
import { addMembers, changeRole, removeMember, renameChat } from './change-members.ts';
import type { ChatContext } from './chat-context.ts';
import { createChat } from './create-chat.ts';
import { findRemoval } from './find-removal.ts';
import { getChat, listChats } from './list-chats.ts';

const tags = ['Chats'];
const chatParams = z.strictObject({ chat_id: idSchema });
const memberParams = z.strictObject({ chat_id: idSchema, user_id: idSchema });

export function chatRoutes(context: ChatContext): Routes {
  return (app) => {
    app.post(
      '/api/chats',
      {
        schema: {
          tags,
          operationId: 'createChat',
          summary: 'Start a direct chat or a group',
          description: 'Two people have one direct chat: where it exists, the answer is 200 and that one.',
          body: createChatBodySchema,
          response: { 200: chatSchema, 201: chatSchema },
        },
      },
      async (request, reply) => {
        const { userId } = callerOf(request);
        const { chat, isNew } = await context.descriptions.run(userId, () => createChat(context, userId, request.body));
        return reply.code(isNew ? 201 : 200).send(chat);
      },
    );

    app.get(
      '/api/chats',
      {
        schema: {
          tags,
          operationId: 'listChats',
          summary: 'My chats, last spoken in first',
          description: 'In pages where there are very many: `nextCursor` is null on the last.',
          querystring: chatListQuerySchema,
          response: { 200: chatListSchema },
        },
      },
      (request) => {
        const { userId } = callerOf(request);
        return context.descriptions.run(userId, () => listChats(context, userId, request.query));
      },
    );

    app.get(
      '/api/chats/:chat_id',
      {
        schema: {
          tags,
          operationId: 'getChat',
          summary: 'One of my chats',
          description: 'The header `Confab-Epoch` names the epoch that its `rev` is of, for a resume from there.',
          params: chatParams,
          response: { 200: chatSchema },
        },
      },
      async (request, reply) => {
        const { userId } = callerOf(request);
        void reply.header('confab-epoch', context.storage.epoch);
        return await context.descriptions.run(userId, () => getChat(context, userId, request.params.chat_id));
      },
    );

    app.get(
      '/api/chats/:chat_id/removal',
      {
        schema: {
          tags,
          operationId: 'getRemoval',
          summary: 'Who removed me from a chat',
          description:
            'For whoever was removed and is not back: 404 for everybody else, as for a chat that does not exist.',
          params: chatParams,
          response: { 200: removalSchema },
        },
      },
      (request) => findRemoval(context, request.params.chat_id, callerOf(request).userId),
    );

    app.patch(
      '/api/chats/:chat_id',
      {
        schema: {
          tags,
          operationId: 'renameChat',
          summary: 'Rename a group',
          description: 'For owners and admins.',
          params: chatParams,
          body: renameChatBodySchema,
          response: { 200: chatSchema },
        },
      },
      (request) => {
        const actor = { chatId: request.params.chat_id, callerId: callerOf(request).userId };
        return context.descriptions.run(actor.callerId, () => renameChat(context, actor, request.body.name));
      },
    );

    memberRoutes(context)(app);
  };
}

function memberRoutes(context: ChatContext): (...app: Parameters<Routes>) => void {
  return (app) => {
    app.post(
      '/api/chats/:chat_id/members',
      {
        schema: {
          tags,
          operationId: 'addMembers',
          summary: 'Add people to a group',
          params: chatParams,
          body: addMembersBodySchema,
          response: { 200: chatSchema },
        },
      },
      (request) => {
        const actor = { chatId: request.params.chat_id, callerId: callerOf(request).userId };
        return context.descriptions.run(actor.callerId, () => addMembers(context, actor, request.body.userIds));
      },
    );

    app.put(
      '/api/chats/:chat_id/members/:user_id',
      {
        schema: {
          tags,
          operationId: 'changeRole',
          summary: 'Change a member’s role',
          description: 'For owners.',
          params: memberParams,
          body: changeRoleBodySchema,
          response: { 200: chatSchema },
        },
      },
      (request) => {
        const actor = { chatId: request.params.chat_id, callerId: callerOf(request).userId };
        const { user_id: userId } = request.params;
        return context.descriptions.run(actor.callerId, () => changeRole(context, actor, userId, request.body.role));
      },
    );

    app.delete(
      '/api/chats/:chat_id/members/:user_id',
      {
        schema: {
          tags,
          operationId: 'removeMember',
          summary: 'Leave a group, or remove somebody from it',
          description: 'Oneself: leaves. Others: for owners and admins.',
          params: memberParams,
          response: { 204: z.null() },
        },
      },
      async (request, reply) => {
        const actor = { chatId: request.params.chat_id, callerId: callerOf(request).userId };
        await removeMember(context, actor, request.params.user_id);
        return reply.code(204).send(null);
      },
    );
  };
}
