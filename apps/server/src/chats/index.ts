export { createChatAccess, type ChatAccess } from './chat-access.ts';
export type { ChatContext } from './chat-context.ts';
export {
  chatIdsOf,
  chatIdsOfUsers,
  findPositions,
  findPositionsOfUsers,
  findRecentMembers,
  findRecentSystemChanges,
  type Positions,
} from './chat-store.ts';
export { chatRoutes } from './chat-routes.ts';
export { describeChats } from './describe-chats.ts';
