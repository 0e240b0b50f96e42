export const search = 'GET /api/search';
export const countSearch = 'GET /api/search/counts';
