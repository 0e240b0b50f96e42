export const listActivity = 'GET /api/me/activity';
