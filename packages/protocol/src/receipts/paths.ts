export const listReaders = 'GET /api/chats/:chat_id/messages/:message_id/readers';
