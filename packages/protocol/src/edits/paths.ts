export const listVersions = 'GET /api/chats/:chat_id/messages/:message_id/edits';
