import type { User, UserStatus } from '@confab/protocol';

/** What somebody says of themselves now; null for nothing, or not any more. */
export function shownStatus(user: User | undefined, now: number): UserStatus | null {
  const status = user?.status;
  if (!status) return null;
  return status.until !== null && Date.parse(status.until) <= now ? null : status;
}
