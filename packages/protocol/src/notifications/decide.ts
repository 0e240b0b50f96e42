import { matchesKeyword } from './keywords.ts';
import { isMutedAt } from './muted.ts';
import { isQuietAt, type Quiet } from './quiet.ts';

/**
 * What reaches somebody, decided in one place for the server and the page. In files without schemas, so that a browser can have
 * them for their size.
 */
export type NotifyLevel = 'all' | 'mentions' | 'nothing';

/** A message, as it concerns one person. */
export interface NotifyFacts {
  /** Of the log that it stands in. A thread reaches those who follow it. */
  kind: 'direct' | 'group' | 'thread';
  senderId: string;
  isMine: boolean;
  /** Said by a person: what the system tells notifies nobody. */
  isText: boolean;
  isDeleted: boolean;
  isRead: boolean;
  /** Sent silently. */
  isSilent: boolean;
  /** By name, or as one of those who were there for `@here`. */
  mentionsMe: boolean;
  /** `@everyone`. */
  mentionsAll: boolean;
  /** What it says, without marks. */
  words: string;
}

/** What they want: of everything (the document `notifications`), of the chat (`chat/CHAT`), of the thread (`thread/ROOT`), of people. */
export interface NotifySettings {
  person?: PersonSettings | null;
  chat?: { notify?: NotifyLevel | undefined; muted?: string | undefined } | null;
  thread?: { notify?: NotifyLevel | undefined } | null;
  /** Of whom they want to hear nothing at all: `blocked`. */
  blocked?: { userIds: readonly string[] } | null;
}

export interface PersonSettings {
  level?: NotifyLevel | undefined;
  keywords?: readonly string[] | undefined;
  quiet?: Quiet | undefined;
  breakThrough?: readonly string[] | undefined;
}

/** Nothing: it is no matter of theirs. Count: it is unread, and says nothing by itself. */
export type Hear = 'nothing' | 'count' | 'notify';

/** What makes it worth hearing, the strongest first. */
export type NotifyReason = 'mention' | 'direct' | 'everyone' | 'keyword' | 'thread' | 'level';

export interface NotifyDecision {
  hear: Hear;
  /** Null where it is not to be heard. */
  why: NotifyReason | null;
}

/** Of groups, where somebody says nothing else: what is to them. Direct messages and threads that they follow are. */
const defaultLevel: NotifyLevel = 'mentions';

const nothing: NotifyDecision = { hear: 'nothing', why: null };
const count: NotifyDecision = { hear: 'count', why: null };

/** `now`: milliseconds since 1970. */
export function decideNotify(facts: NotifyFacts, settings: NotifySettings, now: number): NotifyDecision {
  if (facts.isMine || facts.isRead || facts.isDeleted || !facts.isText) return nothing;
  if (settings.blocked?.userIds.includes(facts.senderId)) return nothing;
  if (facts.isSilent) return count;
  const why = reasonOf(facts, settings);
  if (why === null) return count;
  const isHeld = isMutedAt(settings.chat?.muted, now) || isQuietAt(settings.person?.quiet, now);
  return isHeld && !breaksThrough(facts, settings.person) ? count : { hear: 'notify', why };
}

/**
 * Whether it is heard for naming this person, and would not be otherwise: whom an edit names anew is told of it then (`namedSince`), and
 * whoever had been told of the message anyway is not.
 */
export function isHeardForName(facts: NotifyFacts, settings: NotifySettings, now: number): boolean {
  const unnamed = { ...facts, mentionsMe: false, mentionsAll: false };
  return decideNotify(facts, settings, now).hear === 'notify' && decideNotify(unnamed, settings, now).hear !== 'notify';
}

/**
 * Whether a message that somebody was told of is still worth it, after an edit. Quiet times and muting keep new messages away, and take
 * nothing back that was told.
 */
export function isWorthKeeping(facts: NotifyFacts, settings: NotifySettings, now: number): boolean {
  const { person, chat } = settings;
  const unheld = { ...settings, person: { ...person, quiet: undefined }, chat: { ...chat, muted: undefined } };
  return decideNotify(facts, unheld, now).hear === 'notify';
}

/**
 * What of a log can notify somebody at this time, so that not each of many messages has to be asked about: nothing, what mentions people
 * or everyone, or any message.
 */
export function notifyScopeOf(
  kind: NotifyFacts['kind'],
  settings: NotifySettings,
  now: number,
): 'nothing' | 'mentions' | 'any' {
  const { person, chat } = settings;
  const level = notifyLevelOf(kind, settings);
  const isHeld = isMutedAt(chat?.muted, now) || isQuietAt(person?.quiet, now);
  if (level === 'nothing' || (isHeld && !person?.breakThrough?.length)) return 'nothing';
  const isAny = kind === 'direct' || level === 'all' || (person?.keywords?.length ?? 0) > 0;
  return isAny ? 'any' : 'mentions';
}

/** What it is worth hearing for at the level that holds; null where it is not. */
function reasonOf(facts: NotifyFacts, settings: NotifySettings): NotifyReason | null {
  const level = notifyLevelOf(facts.kind, settings);
  if (level === 'nothing') return null;
  if (facts.mentionsMe) return 'mention';
  // A direct message is to me, unless the chat was set to mentions itself.
  if (facts.kind === 'direct') return settings.chat?.notify === 'mentions' ? null : 'direct';
  if (facts.mentionsAll) return 'everyone';
  const { keywords = [] } = settings.person ?? {};
  // The words of a text are worked out when they are asked for, which is dear.
  if (keywords.length > 0 && matchesKeyword(facts.words, keywords)) return 'keyword';
  if (level !== 'all') return null;
  return facts.kind === 'thread' ? 'thread' : 'level';
}

/** The level that holds in a log: the nearest one that was chosen, of the thread, of the chat, of everything. */
export function notifyLevelOf(kind: NotifyFacts['kind'], { person, chat, thread }: NotifySettings): NotifyLevel {
  const ofChat = chat?.notify;
  const ofPerson = person?.level;
  if (kind === 'thread') {
    if (thread?.notify) return thread.notify;
    // Whoever wants nothing of the chat wants nothing of its threads; whoever follows one hears all of it otherwise.
    return (ofChat ?? ofPerson) === 'nothing' ? 'nothing' : 'all';
  }
  return ofChat ?? ofPerson ?? defaultLevel;
}

/** Of people who may: what is to this person. */
function breaksThrough({ senderId, kind, mentionsMe }: NotifyFacts, person: NotifySettings['person']): boolean {
  return (kind === 'direct' || mentionsMe) && person?.breakThrough?.includes(senderId) === true;
}
