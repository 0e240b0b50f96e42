/**
 * Bounds that both ends of the wire know. Sizes in bytes, or in characters as `countCharacters` and the schemas count them;
 * times in milliseconds.
 */
export const limits = {
  usernameMin: 3,
  usernameMax: 32,
  passwordMin: 8,
  passwordMax: 128,
  displayNameMax: 64,
  emailMax: 254,
  chatNameMax: 80,
  statusMax: 80,
  topicMax: 120,
  descriptionMax: 500,
  /** After trimming. */
  contentMax: 8_000,
  clientIdMax: 64,
  /** Of the name of a custom one, between its colons. */
  emojiMax: 34,
  /** A picture of a custom emoji, and its longer side in pixels. */
  emojiImageBytesMax: 64 * 1024,
  emojiImageSideMax: 256,
  /** Files that one message may have, and characters of what one shows and is called. */
  filesPerMessage: 10,
  fileAltMax: 1_000,
  fileNameMax: 200,
  /** A voice message: how long, and how many characters of how loud it is. */
  voiceMsMax: 3_600_000,
  voicePeaksMax: 128,
  pageDefault: 50,
  pageMax: 200,
  /** One frame from a client, as `JSON.stringify` would write it. A larger one closes the socket with 1009. */
  frameBytesMax: 64 * 1024,
  /** Chats that one `resume` may name. */
  cursorsMax: 2_000,
  /** People whose presence one connection may watch. */
  presenceWatchMax: 500,
  /** A person stops being shown as typing this long after their last typing frame. */
  typingShownMs: 5_000,
  /** The server pings a silent connection after this. */
  heartbeatIntervalMs: 10_000,
  /** A peer from which nothing came for this long is dead. */
  heartbeatTimeoutMs: 25_000,
} as const;

/** Letters, digits, `.`, `_` and `-`. */
export const usernamePattern = /^[A-Za-z0-9._-]+$/;
