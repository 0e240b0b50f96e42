export { createChatAccess, type ChatAccess } from './chat-access.ts';
export type { ChatContext } from './chat-context.ts';
export {
  chatIdsOf,
  chatIdsOfUsers,
  findPositions,
  findPositionsOfUsers,
  findRecentMembers,
  findRecentSystemChanges,
  findSizes,
  type Positions,
  sizedParts,
} from './chat-store.ts';
export { DescriptionPace } from './description-pace.ts';
export { HourlyAllowance } from './hourly-allowance.ts';
export { chatRoutes } from './chat-routes.ts';
export { describeChats } from './describe-chats.ts';
