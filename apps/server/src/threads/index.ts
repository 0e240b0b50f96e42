import { threadOperations, watchThreadCommandSchema } from '@confab/protocol';
import { rootOf, threadIdOf } from '@confab/protocol/threads';
import { describeThread } from '../chats/index.ts';
import type { Feature } from '../feature.ts';
import { ApiError, implement } from '../http/index.ts';
import { submit } from '../log/submit.ts';
import { requirePlace } from '../messages/index.ts';
import { compareEveryMs } from '../realtime/rounds.ts';
import { defineCommand } from '../sockets/index.ts';
import { FollowingCompared } from './compare-following.ts';
import { followingChanged } from './following-changed.ts';
import { tellFollowing, watchThread, type WatchContext } from './watch-thread.ts';
import { followThreadRule, openThreadRule, unfollowThreadRule } from './thread-rules.ts';
import type { LogWriter } from '../log/log-writer.ts';

export interface ThreadContext extends Omit<WatchContext, 'compared'> {
  writer: LogWriter;
  stampNow: () => number;
}

/** Answers to one message, as a log of its own behind the door of its chat (docs/decisions/0023). */
export function threads(house: ThreadContext): Feature {
  const { access, descriptions, writer, stampNow } = house;
  const compared = new FollowingCompared(house);
  const context: WatchContext = { ...house, compared };
  return {
    name: 'threads',
    offers: ['threads'],
    commands: [
      defineCommand({
        schema: watchThreadCommandSchema,
        handle: (connection, { chatId }) => watchThread(context, connection, chatId),
      }),
    ],
    routes: [
      implement(threadOperations.openThread, ({ caller: { userId }, params }) =>
        descriptions.run(userId, async () => {
          const place = { chatId: params.chat_id, messageId: params.message_id, callerId: userId };
          const { chatId, seq, actorId } = await requirePlace(access, place);
          const threadId = threadIdOf(chatId, seq);
          const opened = submit(writer, openThreadRule.command({ chatId: threadId, actorId, at: stampNow() }));
          const refusal = await opened.then(() => null, toMuted);
          const thread = await describeThread(context, userId, threadId);
          if (!thread) throw refusal ?? new ApiError('not-found', 'There is no such chat, or you are not in it.');
          descriptions.charge(userId, [thread]);
          return thread;
        }),
      ),

      implement(threadOperations.followThread, async ({ caller, params: { chat_id: chatId } }) => {
        await requireThread(context, chatId, caller.userId);
        await submit(writer, followThreadRule.command({ chatId, actorId: caller.userId, at: stampNow() }));
      }),

      implement(threadOperations.unfollowThread, async ({ caller, params: { chat_id: chatId } }) => {
        await requireThread(context, chatId, caller.userId);
        await submit(writer, unfollowThreadRule.command({ chatId, actorId: caller.userId, at: stampNow() }));
      }),
    ],
    reactions: { threadDescribed: (connection, chat) => compared.noteDescribed(connection, chat) },
    rounds: [{ everyMs: compareEveryMs, run: () => compared.lookAtSome() }],
    hears: {
      user: [
        followingChanged.on(({ chatId, following }, userId) => tellFollowing(context, { chatId, userId, following })),
      ],
    },
  };
}

/** Whoever is muted begins no thread, and reads those that there are. */
function toMuted(error: unknown): ApiError {
  if (error instanceof ApiError && error.code === 'muted') return error;
  throw error;
}

async function requireThread({ access }: WatchContext, chatId: string, userId: string): Promise<void> {
  if (rootOf(chatId) === null) throw new ApiError('not-found', 'There is no such thread, or you may not see it.');
  await access.requireMember(chatId, userId);
}
