import { operationsOf, nothingSchema } from '../operation.ts';
import type { Needs } from '../place/permissions.ts';
import { chatSchema } from './chat.ts';
import * as chatPaths from './paths.ts';
import {
  addMembersBodySchema,
  changeRoleBodySchema,
  chatListQuerySchema,
  chatListSchema,
  type CreateChatBody,
  createChatBodySchema,
  removalSchema,
  renameChatBodySchema,
} from './requests.ts';

export { chatPaths };

function needsOfNewChat({ kind, ...group }: CreateChatBody): Needs[] {
  if (kind === 'direct') return ['start-chats'];
  const isPublic = 'visibility' in group && group.visibility === 'public';
  return isPublic ? ['create-groups', 'create-public-groups'] : ['create-groups'];
}

export const chatOperations = operationsOf('Chats', chatPaths, {
  createChat: {
    summary: 'Start a direct chat or a group',
    needs: 'account',
    description:
      'Two people have one direct chat, and everybody one with themselves, for notes: where it exists, the answer is 200 and that one.',
    body: createChatBodySchema,
    needsOf: needsOfNewChat,
    answers: { 200: chatSchema, 201: chatSchema },
    errors: ['words-not-allowed', 'not-found'],
  },
  listChats: {
    summary: 'My chats, last spoken in first',
    needs: 'account',
    description: 'In pages where there are very many: `nextCursor` is null on the last.',
    query: chatListQuerySchema,
    answers: { 200: chatListSchema },
    headers: { ETag: 'Of the list, for `If-None-Match`.' },
  },
  getChat: {
    summary: 'One of my chats',
    needs: 'account',
    description: 'The header `Confab-Epoch` names the epoch that its `rev` is of, for a resume from there.',
    answers: { 200: chatSchema },
    headers: { 'Confab-Epoch': 'The epoch that `rev` is of.' },
    errors: ['not-found'],
  },
  getRemoval: {
    summary: 'Who removed me from a chat',
    needs: 'account',
    description: 'For whoever was removed and is not back: 404 for everybody else, as for a chat that does not exist.',
    answers: { 200: removalSchema },
    errors: ['not-found'],
  },
  renameChat: {
    summary: 'Rename a group',
    needs: 'account',
    description: 'For owners and admins.',
    body: renameChatBodySchema,
    answers: { 200: chatSchema },
    errors: ['words-not-allowed', 'not-found', 'forbidden', 'chat-is-direct'],
  },
  addMembers: {
    summary: 'Add people to a group',
    needs: 'account',
    body: addMembersBodySchema,
    answers: { 200: chatSchema },
    errors: ['not-found', 'forbidden', 'chat-is-direct'],
  },
  changeRole: {
    summary: 'Change a member’s role',
    needs: 'account',
    description: 'For owners.',
    body: changeRoleBodySchema,
    answers: { 200: chatSchema },
    errors: ['not-found', 'forbidden', 'chat-is-direct', 'last-owner'],
  },
  removeMember: {
    summary: 'Leave a group, or remove somebody from it',
    needs: 'account',
    description: 'Oneself: leaves. Others: for owners and admins.',
    answers: { 204: nothingSchema },
    errors: ['not-found', 'forbidden', 'chat-is-direct', 'last-owner'],
  },
});
