/** Why somebody reports something; `rule` for what a rule of words found. In a file without schemas, for browsers. */
export const reportReasons = [
  'spam',
  'insult',
  'hate',
  'threat',
  'sexual',
  'private',
  'illegal',
  'other',
  'rule',
] as const;
export type ReportReason = (typeof reportReasons)[number];
