export const getRetention = 'GET /api/chats/:chat_id/retention';
export const setRetention = 'PUT /api/chats/:chat_id/retention';
export const listHolds = 'GET /api/holds';
export const setHold = 'PUT /api/holds/:kind/:id';
export const liftHold = 'DELETE /api/holds/:kind/:id';
