export { messageRoutes } from './message-routes.ts';
export { sendMessage, type SendContext } from './send-message.ts';
