export const listMessages = 'GET /api/chats/:chat_id/messages';
export const sendMessage = 'POST /api/chats/:chat_id/messages';
export const editMessage = 'PATCH /api/chats/:chat_id/messages/:message_id';
export const deleteMessage = 'DELETE /api/chats/:chat_id/messages/:message_id';
