import type { Chat, Message, Role, GroupEvent } from '@confab/protocol';
import { whoBlocks } from '../blocking/index.ts';
import { ApiError } from '../http/api-error.ts';
import { submit } from '../log/submit.ts';
import type { ChatContext } from './chat-context.ts';
import { chatJoined } from './chat-joined.ts';
import { changeGroupRule } from './chat-rules.ts';
import { requireUsers } from './create-chat.ts';
import { getChat } from './list-chats.ts';
import { systemText } from './system-text.ts';

/** Who does it, and in which chat. */
export interface ChatActor {
  chatId: string;
  callerId: string;
}

/** Any member of a group may add people. Those who are in already are left out, and those who want to hear nothing of the caller. */
export async function addMembers(context: ChatContext, actor: ChatActor, userIds: readonly string[]): Promise<Chat> {
  await context.access.requireMember(actor.chatId, actor.callerId);
  await requireUsers(context, actor.callerId, userIds, 'userIds');
  const blocking = await whoBlocks(context.storage, actor.callerId, userIds);
  const wanted = [...new Set(userIds)].filter((userId) => !blocking.has(userId));
  if (wanted.length === 0) return getChat(context, actor.callerId, actor.chatId);
  const message = await context.allowance.spend(
    actor.callerId,
    { chats: 0, people: wanted.length },
    {
      run: () => changeChat(context, actor, { type: 'members-added', userIds: wanted }),
      isInVain: (change) => change === null,
    },
  );
  if (message?.event?.type === 'members-added') {
    const { chatId } = actor;
    for (const userId of message.event.userIds) {
      context.bus.publish(`user:${userId}`, chatJoined.of({ chatId, userId }));
    }
  }
  return getChat(context, actor.callerId, actor.chatId);
}

/** Oneself: leaves. Somebody else: removes them, for owners and admins. */
export async function removeMember(context: ChatContext, actor: ChatActor, userId: string): Promise<void> {
  const { chatId, callerId } = actor;
  await context.access.requireMember(chatId, callerId);
  const leaves = userId === callerId;
  if (!leaves && !(await context.access.isMember(chatId, userId))) {
    throw new ApiError('not-found', 'This person is not in the chat.');
  }
  await changeChat(context, actor, { type: leaves ? 'member-left' : 'member-removed', userId });
}

export async function changeRole(context: ChatContext, actor: ChatActor, userId: string, role: Role): Promise<Chat> {
  await context.access.requireMember(actor.chatId, actor.callerId);
  if (!(await context.access.isMember(actor.chatId, userId))) {
    throw new ApiError('not-found', 'This person is not in the chat.');
  }
  await changeChat(context, actor, { type: 'role-changed', userId, role });
  return getChat(context, actor.callerId, actor.chatId);
}

export async function renameChat(context: ChatContext, actor: ChatActor, name: string): Promise<Chat> {
  await context.access.requireMember(actor.chatId, actor.callerId);
  context.order.requireSayable([name], actor.chatId);
  await changeChat(context, actor, { type: 'renamed', name });
  return getChat(context, actor.callerId, actor.chatId);
}

async function changeChat(context: ChatContext, actor: ChatActor, event: GroupEvent): Promise<Message | null> {
  const { chatId, callerId } = actor;
  const content = await systemText(context.accounts, callerId, event);
  const change = { chatId, actorId: callerId, event, content, at: context.stampNow() };
  return await submit(context.writer, changeGroupRule.command(change));
}
