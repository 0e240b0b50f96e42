export const openThread = 'PUT /api/chats/:chat_id/messages/:message_id/thread';
export const followThread = 'PUT /api/threads/:chat_id/following';
export const unfollowThread = 'DELETE /api/threads/:chat_id/following';
