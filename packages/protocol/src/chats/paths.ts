export const createChat = 'POST /api/chats';
export const listChats = 'GET /api/chats';
export const getChat = 'GET /api/chats/:chat_id';
export const getRemoval = 'GET /api/chats/:chat_id/removal';
export const renameChat = 'PATCH /api/chats/:chat_id';
export const addMembers = 'POST /api/chats/:chat_id/members';
export const changeRole = 'PUT /api/chats/:chat_id/members/:user_id';
export const removeMember = 'DELETE /api/chats/:chat_id/members/:user_id';
