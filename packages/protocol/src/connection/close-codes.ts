/**
 * Why the server closes a socket. `reconnect` says what a client does next: `now-with-backoff` connects again by
 * itself, `after-login` needs new credentials, `never` is a fault of the client that a retry would repeat.
 * 1000–1015 are those of RFC 6455, 4000–4999 ours.
 */
export const closeCodes = {
  normal: { code: 1000, reconnect: 'never', reason: 'bye' },
  goingAway: { code: 1001, reconnect: 'now-with-backoff', reason: 'server is restarting: reconnect and resume' },
  unsupportedData: { code: 1003, reconnect: 'never', reason: 'text frames only' },
  invalidText: { code: 1007, reconnect: 'never', reason: 'text is not UTF-8' },
  fragmented: { code: 1008, reconnect: 'never', reason: 'a message in too many fragments' },
  tooBig: { code: 1009, reconnect: 'never', reason: 'frame is too large' },
  internal: { code: 1011, reconnect: 'now-with-backoff', reason: 'something went wrong here: reconnect and resume' },
  sessionEnded: { code: 4001, reconnect: 'after-login', reason: 'the session has ended: log in again' },
  notAMember: { code: 4004, reconnect: 'never', reason: 'you are not in this chat' },
  slow: { code: 4008, reconnect: 'now-with-backoff', reason: 'slow: reconnect and resume' },
  draining: { code: 4012, reconnect: 'now-with-backoff', reason: 'server is draining: reconnect and resume' },
  flood: { code: 4029, reconnect: 'now-with-backoff', reason: 'too many commands or bad frames: slow down' },
} as const satisfies Record<
  string,
  { code: number; reconnect: 'now-with-backoff' | 'after-login' | 'never'; reason: string }
>;
export type CloseReason = keyof typeof closeCodes;

/** What a client does after a close with `code`; an unknown code, such as 1006, is worth another try. */
export function reconnectPolicy(code: number): 'now-with-backoff' | 'after-login' | 'never' {
  const known = Object.values(closeCodes).find((entry) => entry.code === code);
  return known?.reconnect ?? 'now-with-backoff';
}
