export const listAudit = 'GET /api/audit';
export const exportAudit = 'GET /api/audit/export';
export const verifyAudit = 'GET /api/audit/verify';
