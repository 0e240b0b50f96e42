export const exportChat = 'GET /api/chats/:chat_id/export';
export const exportPlace = 'GET /api/export';
