export const listBlockedUnread = 'GET /api/me/blocked/unread';
