export const listLinks = 'GET /api/chats/:chat_id/links';
