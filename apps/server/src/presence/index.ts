export { activeRoutes } from './active-routes.ts';
export { ActiveUsers } from './active-users.ts';
export { LastSeen } from './last-seen.ts';
export { OnlineUsers } from './online-users.ts';
