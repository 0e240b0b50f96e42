import { randomBytes } from 'node:crypto';

/** 20 characters of [A-Za-z0-9_-], 120 random bits. */
export function makeReportId(): string {
  return randomBytes(15).toString('base64url');
}
