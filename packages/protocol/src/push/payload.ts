import type { FileSummary } from '../files/file-summary.ts';

/** What a push holds, as JSON: up to `pushLimits.payloadMax` bytes. Whoever reads it passes over types and fields that it does not know. */
export type PushPayload = PushedMessage | PushedReminder | PushedLogIn | PushedClose | PushedTest;

interface PushBase {
  /** Raised where those who know the number before can't read it. */
  v: 1;
  /** Whom it is for. */
  userId: string;
  /** Of what waits to be read, as the title of the page counts it. */
  badge: number;
}

/** To be shown as the one notification with this tag. Words that are not people's are the reader's. */
export interface PushedMessage extends PushBase {
  type: 'message';
  /** Of the log: the notification replaces that of the same tag. */
  tag: string;
  /** The log that it stands in, a chat or a thread. */
  chatId: string;
  seq: number;
  messageId: string;
  at: string;
  /** Of the chat, also where it is said in a thread. */
  kind: 'direct' | 'group';
  /** The name of a group. Left out, as `from` is, where its person wants senders hidden. */
  chat?: string;
  from?: string;
  fromId?: string;
  /** Without Markdown, cut short. Left out where its person wants texts hidden. */
  text?: string;
  /** Where it has files and no text: what they are, in the place of that. */
  files?: FileSummary;
  /** Messages of this log that wait and are worth a notification. */
  count: number;
  /** It names its reader. */
  mention?: true;
  /** Without a sound. */
  quiet?: true;
  /** An edit names its reader: it takes the place of a later one that is shown. */
  edited?: true;
}

/** A reminder of one's own is due: to be shown as the one notification with this tag, until it is done or put off. */
export interface PushedReminder extends PushBase {
  type: 'reminder';
  tag: string;
  /** Of the document `reminder/ID`. */
  reminderId: string;
  /** Where the message stands that it is of. */
  chatId: string;
  seq: number;
  /** Since when it is due. */
  at: string;
  /** What somebody wrote down for themselves. Left out, as `text` is, where they want texts hidden. */
  note?: string;
  /** What the message says now, who wrote it, and the name of its group: as `PushedMessage` has it. Left out where it can't be read any more. */
  text?: string;
  files?: FileSummary;
  from?: string;
  chat?: string;
}

/** Somebody logged in to the account from a device that is new to it: to be shown until one of the others says that it was them, or ends that session. */
export interface PushedLogIn extends PushBase {
  type: 'log-in';
  tag: string;
  /** Which one it is, among those that `listSessions` answers. */
  sessionId: string;
  at: string;
  /** As the device called itself; left out where it did not. */
  userAgent?: string;
}

/** What was shown with this tag up to this `seq` is not to be shown any more. Of a reminder or a log-in: whatever was; `chatId` is ''. */
export interface PushedClose extends PushBase {
  type: 'close';
  tag: string;
  chatId: string;
  seq: number;
}

export interface PushedTest extends PushBase {
  type: 'test';
  testId: string;
}
