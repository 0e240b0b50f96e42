export const deactivateMe = 'POST /api/auth/me/deactivation';
export const deleteMe = 'POST /api/auth/me/deletion';
export const deletePerson = 'POST /api/people/:user_id/deletion';
export const exportMe = 'GET /api/auth/me/export';
