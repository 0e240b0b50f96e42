import type { Accounts } from '../accounts/index.ts';
import type { Bus } from '../bus/bus.ts';
import type { ChatMemory, DescriptionPace } from '../chats/index.ts';
import type { Clock } from '../realtime/clock.ts';
import type { Hub } from '../realtime/hub.ts';
import type { ReactionList } from '../realtime/reactions.ts';
import type { Storage } from '../storage/storage.ts';
import type { RecentWall } from './recent-wall.ts';
import type { Resumes } from './resumes.ts';

/** What connections are put on their chats with. */
export interface FollowingContext {
  storage: Storage;
  bus: Bus;
  accounts: Accounts;
  hub: Hub;
  clock: Clock;
  /** They have their say before `ready`. */
  reactions: ReactionList;
  recentWall: RecentWall;
  resumes: Resumes;
  chatMemory: ChatMemory;
  descriptions: DescriptionPace;
  onError: (error: unknown) => void;
}
