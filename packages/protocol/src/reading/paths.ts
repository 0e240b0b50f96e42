export const markRead = 'POST /api/chats/:chat_id/read';
