import { resumeCommandSchema } from '@confab/protocol';
import { chatJoined } from '../chats/index.ts';
import type { Feature } from '../feature.ts';
import { compareEveryMs, recheckEveryMsWithManyNodes } from '../realtime/rounds.ts';
import { defineCommand } from '../sockets/index.ts';
import { PeopleCompared } from './compare-people.ts';
import { dropMember, findMissedRemovals, followAll, followMissedChats } from './follow-chat.ts';
import type { FollowingContext } from './following-context.ts';
import { costOfResume, resume } from './resume.ts';

export type { FollowingContext } from './following-context.ts';
export { RecentWall } from './recent-wall.ts';
export { createResumes } from './resumes.ts';

/** Puts connections on the chats of their users, as long as these are members. */
export function following(context: FollowingContext): Feature {
  const { hub, bus, resumes } = context;
  const people = new PeopleCompared(context);
  return {
    name: 'following',
    commands: [
      defineCommand({
        schema: resumeCommandSchema,
        cost: costOfResume,
        handle: (connection, command) => resume(context, connection, command),
      }),
    ],
    hears: {
      user: [chatJoined.on(({ chatId }, userId) => followAll(context, chatId, [...hub.connectionsOf(userId)]))],
    },
    reactions: {
      memberGone: (chatId, connections) => dropMember(context, chatId, connections),
      memberAdded: (chatId, connections) => followAll(context, chatId, connections),
      eventsLost: () => followMissedChats(context),
      // Whoever told it: of a thread that is watched that is not this feature.
      left: (connection, chatId) => void resumes.left.get(connection)?.add(chatId),
    },
    rounds: [
      ...(bus.onEventsLost ? [{ everyMs: recheckEveryMsWithManyNodes, run: () => findMissedRemovals(context) }] : []),
      { everyMs: compareEveryMs, run: () => followMissedChats(context) },
      { everyMs: compareEveryMs, run: () => people.lookAtSome() },
    ],
  };
}
