export const pinMessage = 'PUT /api/chats/:chat_id/messages/:message_id/pin';
export const unpinMessage = 'DELETE /api/chats/:chat_id/messages/:message_id/pin';
export const listPins = 'GET /api/chats/:chat_id/pins';
export const setPinning = 'PUT /api/chats/:chat_id/pinning';
