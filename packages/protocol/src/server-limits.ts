/** Limits that servers alone count by: beside `limits`, which the page's first script holds. */
export const serverLimits = {
  /** Of a group, in seconds. */
  slowModeMax: 6 * 3_600,
  /** Distinct emoji on one message. */
  reactionsMax: 20,
  /** People named in one request that creates a chat or adds to it. */
  membersPerRequest: 5_000,
  /** A thread that was silent for longer is told of when somebody speaks in it, and not with a `resume`. */
  threadAwakeMs: 30 * 24 * 3_600_000,
  /** Chats on one page of the list, unless fewer are asked for. */
  chatsPerPageMax: 500,
  /** Changes that a resume sends; a client further behind gets `reset`. */
  resumeChangesMax: 1_000,
  /** A connection with up to this many people active in a chat is told all of them, beyond it only the first. */
  activeUsersListed: 500,
  activeUsersListedBeyond: 50,
  /** Typing frames and presence changes: at most one per person in this time. */
  ephemeralIntervalMs: 1_000,
} as const;
