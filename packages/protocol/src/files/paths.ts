export const getFileLimits = 'GET /api/file-limits';
export const startUpload = 'POST /api/uploads';
export const getUpload = 'GET /api/uploads/:upload_id';
export const continueUpload = 'PATCH /api/uploads/:upload_id';
export const cancelUpload = 'DELETE /api/uploads/:upload_id';
export const listFiles = 'GET /api/chats/:chat_id/files';
export const getFile = 'GET /api/files/:file_id';
export const getPreview = 'GET /api/files/:file_id/preview';
