export const openSocket = 'GET /api/ws';
export const openChatSocket = 'GET /api/chats/ws/:chat_id/:user_id';
