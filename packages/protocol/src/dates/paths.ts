export const findSeqAt = 'GET /api/chats/:chat_id/messages/at';
