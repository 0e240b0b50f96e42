import type { CloseReason } from './close-codes.ts';

/** What a close says to who reads its reason. Apart from the codes: a browser shows none of it. */
export const closeWords: Readonly<Record<CloseReason, string>> = {
  normal: 'bye',
  goingAway: 'server is restarting: reconnect and resume',
  unsupportedData: 'text frames only',
  invalidText: 'text is not UTF-8',
  fragmented: 'a message in too many fragments',
  tooBig: 'frame is too large',
  internal: 'something went wrong here: reconnect and resume',
  sessionEnded: 'the session has ended: log in again',
  notAMember: 'you are not in this chat',
  slow: 'slow: reconnect and resume',
  draining: 'server is draining: reconnect and resume',
  flood: 'too many commands or bad frames: slow down',
};
