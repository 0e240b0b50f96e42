export const addReaction = 'PUT /api/chats/:chat_id/messages/:message_id/reactions/:emoji';
export const removeReaction = 'DELETE /api/chats/:chat_id/messages/:message_id/reactions/:emoji';
