export const listDocuments = 'GET /api/me/documents';
export const putDocument = 'PUT /api/me/documents/:key';
export const deleteDocument = 'DELETE /api/me/documents/:key';
