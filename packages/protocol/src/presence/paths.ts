export const listActiveUsers = 'GET /api/chats/:chat_id/active-users';
