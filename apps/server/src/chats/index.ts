import type { Feature } from '../feature.ts';
import { sweepEveryMs } from '../realtime/rounds.ts';
import type { ChatContext } from './chat-context.ts';
import { chatRoutes } from './chat-routes.ts';

export { createChatAccess, type ChatAccess } from './chat-access.ts';
export type { ChatContext } from './chat-context.ts';
export { chatJoined } from './chat-joined.ts';
export {
  chatIdsOf,
  chatIdsOfUsers,
  findAwake,
  findMember,
  findPositions,
  findRecentMembers,
  findRecentSystemChanges,
  findListed,
  type ListedChat,
  sizedParts,
} from './chat-store.ts';
export { countUnread, findProgress, type Seat, seatKey, type Progress } from './progress.ts';
export { type EncodedChat, encodeChats, inList } from './encode-chats.ts';
export { ChatMemory } from './chat-memory.ts';
export { DescriptionPace } from './description-pace.ts';
export { describeChats, describeThread } from './describe-chats.ts';
export { ListMemory } from './list-memory.ts';
export { HourlyAllowance } from './hourly-allowance.ts';

export function chats(context: ChatContext): Feature {
  return {
    name: 'chats',
    offers: ['groups', 'notes-to-self'],
    routes: chatRoutes(context),
    rounds: [{ everyMs: sweepEveryMs, run: () => context.descriptions.sweep() }],
    counters: [
      {
        name: 'confab_described_chats_total',
        help: 'Chats that were described in lists and after resumes, by where they came from.',
        label: 'from',
        read: () => context.chatMemory.origins,
      },
    ],
  };
}
