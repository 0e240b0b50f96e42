export const setOwnPicture = 'PUT /api/users/me/picture';
export const removeOwnPicture = 'DELETE /api/users/me/picture';
export const setGroupPicture = 'PUT /api/groups/:chat_id/picture';
export const removeGroupPicture = 'DELETE /api/groups/:chat_id/picture';
export const setPlacePicture = 'PUT /api/place/picture';
export const removePlacePicture = 'DELETE /api/place/picture';
export const getPlacePicture = 'GET /api/place/picture/:hash';
export const getPicture = 'GET /api/pictures/:hash';
