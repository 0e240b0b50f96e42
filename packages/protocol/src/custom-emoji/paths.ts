export const listEmoji = 'GET /api/emoji';
export const addEmoji = 'PUT /api/emoji/:name';
export const renameEmoji = 'PATCH /api/emoji/:name';
export const removeEmoji = 'DELETE /api/emoji/:name';
export const getEmojiImage = 'GET /api/emoji-images/:image_id';
