export const changeGroup = 'PATCH /api/chats/:chat_id/settings';
export const listPublicGroups = 'GET /api/groups';
export const joinGroup = 'POST /api/groups/:chat_id/join';
