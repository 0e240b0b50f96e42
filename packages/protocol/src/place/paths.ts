export const getPlace = 'GET /api/place';
export const getPlaceSettings = 'GET /api/place/settings';
export const updatePlace = 'PATCH /api/place';
