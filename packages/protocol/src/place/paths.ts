export const getPlace = 'GET /api/place';
export const getPlaceSettings = 'GET /api/place/settings';
export const updatePlace = 'PATCH /api/place';
export const listAsking = 'GET /api/place/asking';
export const letIn = 'POST /api/place/asking/:user_id';
export const refuseAsked = 'DELETE /api/place/asking/:user_id';
