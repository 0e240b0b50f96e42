/**
 * Why the server closes a socket. `reconnect` says what a client does next: `now-with-backoff` connects again by
 * itself, `after-login` needs new credentials, `never` is a fault of the client that a retry would repeat.
 * 1000–1015 are those of RFC 6455, 4000–4999 ours.
 */
export const closeCodes = {
  normal: { code: 1000, reconnect: 'never' },
  goingAway: { code: 1001, reconnect: 'now-with-backoff' },
  unsupportedData: { code: 1003, reconnect: 'never' },
  invalidText: { code: 1007, reconnect: 'never' },
  fragmented: { code: 1008, reconnect: 'never' },
  tooBig: { code: 1009, reconnect: 'never' },
  internal: { code: 1011, reconnect: 'now-with-backoff' },
  sessionEnded: { code: 4001, reconnect: 'after-login' },
  notAMember: { code: 4004, reconnect: 'never' },
  slow: { code: 4008, reconnect: 'now-with-backoff' },
  draining: { code: 4012, reconnect: 'now-with-backoff' },
  flood: { code: 4029, reconnect: 'now-with-backoff' },
} as const satisfies Record<string, { code: number; reconnect: 'now-with-backoff' | 'after-login' | 'never' }>;
export type CloseReason = keyof typeof closeCodes;

/** What a client does after a close with `code`; an unknown code, such as 1006, is worth another try. */
export function reconnectPolicy(code: number): 'now-with-backoff' | 'after-login' | 'never' {
  const known = Object.values(closeCodes).find((entry) => entry.code === code);
  return known?.reconnect ?? 'now-with-backoff';
}
