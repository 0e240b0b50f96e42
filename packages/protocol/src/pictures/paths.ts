export const setOwnPicture = 'PUT /api/users/me/picture';
export const removeOwnPicture = 'DELETE /api/users/me/picture';
export const setGroupPicture = 'PUT /api/groups/:chat_id/picture';
export const removeGroupPicture = 'DELETE /api/groups/:chat_id/picture';
export const getPicture = 'GET /api/pictures/:hash';
