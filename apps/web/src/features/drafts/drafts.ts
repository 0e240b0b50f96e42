import {
  type ClientState,
  type ConfabClient,
  type Draft as WholeDraft,
  documentOf,
  isDocumentWaiting,
  type PendingUpload,
} from '@confab/client';
import { documentKey } from '@confab/protocol/documents';
import {
  type DraftWords,
  isSameDraft,
  keep,
  type KeptDraft,
  keptChats,
  nothingWritten,
  readKept,
} from '../../lib/drafts.ts';
import { myIdIn } from '../../session/client.ts';
import { fitsDocument } from './fits-document.ts';

/**
 * What is in the composer of a chat, here and on the person's other devices: the document `draft/CHAT`.
 *
 * With the text goes which message it answers. Every device remembers what all of them had last (`base`). Where the composer still says that, it follows what
 * another device wrote; where it says something else, the others are told. So the last one to write wins, and nothing that
 * only this composer holds is ever replaced. While keys are pressed it does not follow: what came meanwhile is taken when
 * they rest.
 */
type Draft = KeptDraft & {
  /** What is to be sent with it, of this device alone: `files/` keeps them. */
  files: readonly PendingUpload[];
  /** Told to the server, which has not answered yet. */
  told: DraftWords | null;
  /** The server does not take it: it stays here. */
  isRefused: boolean;
  /** Of the last key, by `performance.now()`. */
  writtenAt: number;
  timer: ReturnType<typeof setTimeout> | null;
  readonly listeners: Set<() => void>;
};

const restMs = 2_000;
const noFiles: Draft['files'] = [];

/** A client is one person's. */
const draftsOf = new WeakMap<ConfabClient, Map<string, Draft>>();

export function readDraft(client: ConfabClient, chatId: string): string {
  return find(client, chatId).content;
}

/** The place of the message that it answers. */
export function readReply(client: ConfabClient, chatId: string): number | null {
  return find(client, chatId).reply;
}

export function readFiles(client: ConfabClient, chatId: string): Draft['files'] {
  return find(client, chatId).files;
}

/** As it is sent. */
export function readWhole(client: ConfabClient, chatId: string): WholeDraft {
  const { content, reply, files } = find(client, chatId);
  const uploads = files.length > 0 && { uploads: files };
  return { content, parts: reply === null ? {} : { reply: { seq: reply } }, ...uploads };
}

/** What it answers stays. */
export function writeDraft(client: ConfabClient, chatId: string, content: string): void {
  change(client, chatId, { content });
}

export function writeReply(client: ConfabClient, chatId: string, reply: number | null): void {
  change(client, chatId, { reply });
}

export function writeFiles(client: ConfabClient, chatId: string, files: Draft['files']): void {
  const draft = find(client, chatId);
  if (draft.files === files) return;
  draft.files = files;
  for (const listener of draft.listeners) listener();
}

export function clearDraft(client: ConfabClient, chatId: string): void {
  writeFiles(client, chatId, noFiles);
  change(client, chatId, nothingWritten);
}

function change(client: ConfabClient, chatId: string, words: Partial<DraftWords>): void {
  const draft = find(client, chatId);
  draft.writtenAt = performance.now();
  if (words.content === '') draft.isRefused = false;
  set(client, chatId, words);
  compare(client, chatId);
}

export function watchDraft(client: ConfabClient, chatId: string, listener: () => void): () => void {
  const { listeners } = find(client, chatId);
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** Follows all drafts, and tells the other devices of what this browser kept without them. */
export function followDrafts(client: ConfabClient): () => void {
  const followed = all(client);
  let seen: unknown = null;
  function look(): void {
    const { documentsLoaded, documentSync } = client.getState();
    if (!documentsLoaded || documentSync === seen) return;
    if (seen === null) for (const chatId of keptChats(myIdIn(client.getState()))) find(client, chatId);
    seen = documentSync;
    for (const chatId of followed.keys()) compare(client, chatId);
  }
  const stops = [
    client.subscribe(look),
    client.onDocumentRefused(({ key }) => {
      for (const [chatId, draft] of followed) {
        if (key === documentKey('draft', chatId)) Object.assign(draft, { told: null, isRefused: true });
      }
    }),
  ];
  look();
  return () => {
    for (const stop of stops) stop();
    for (const { timer } of followed.values()) if (timer !== null) clearTimeout(timer);
  };
}

/** Brings the draft here and that of the other devices together, as far as it is time. */
function compare(client: ConfabClient, chatId: string): void {
  const state = client.getState();
  // Until then nobody knows what the others have; what is typed meanwhile is only kept here.
  if (!state.documentsLoaded) return;
  const draft = find(client, chatId);
  const theirs = theirsIn(state, chatId);
  if (isDocumentWaiting(state, 'draft', chatId)) draft.told = theirs;
  else if (draft.told !== null) {
    set(client, chatId, { base: draft.told });
    draft.told = null;
  }
  if (isSameDraft(draft, theirs)) {
    if (draft.told === null) set(client, chatId, { base: theirs });
  } else if (draft.told === null && isSameDraft(draft, draft.base ?? nothingWritten)) follow(client, chatId, theirs);
  else tell(client, chatId, draft.base === null ? joined(theirs, draft) : draft);
}

function theirsIn(state: ClientState, chatId: string): DraftWords {
  const { content = '', reply } = documentOf(state, 'draft', chatId) ?? {};
  return { content, reply: reply?.seq ?? null };
}

function follow(client: ConfabClient, chatId: string, theirs: DraftWords): void {
  const draft = find(client, chatId);
  const restsInMs = draft.content === '' ? 0 : draft.writtenAt + restMs - performance.now();
  if (restsInMs <= 0) return set(client, chatId, { ...theirs, base: theirs });
  draft.timer ??= setTimeout(() => {
    draft.timer = null;
    compare(client, chatId);
  }, restsInMs);
}

/** Written before it was known what the others have: neither is lost. */
function joined(theirs: DraftWords, { content, reply }: DraftWords): DraftWords {
  return {
    content: theirs.content === '' ? content : `${theirs.content}\n${content}`,
    reply: reply ?? theirs.reply,
  };
}

function tell(client: ConfabClient, chatId: string, { content, reply }: DraftWords): void {
  const { isRefused, base } = find(client, chatId);
  if (isRefused || !fitsDocument(content)) return;
  set(client, chatId, { content, reply, base: base ?? nothingWritten });
  const { reply: _before, ...known } = documentOf(client.getState(), 'draft', chatId) ?? {};
  const isNothing = content === '' && reply === null;
  const value = { ...known, content, ...(reply !== null && { reply: { seq: reply } }) };
  try {
    client.putDocument('draft', chatId, isNothing ? null : value);
  } catch {
    // Too much waits already. It is kept here, and told with the next key.
  }
}

function find(client: ConfabClient, chatId: string): Draft {
  const drafts = all(client);
  const known = drafts.get(chatId);
  if (known) return known;
  const kept = readKept(myIdIn(client.getState()), chatId);
  const draft = {
    ...kept,
    files: noFiles,
    told: null,
    isRefused: false,
    writtenAt: -Infinity,
    timer: null,
    listeners: new Set<never>(),
  };
  drafts.set(chatId, draft);
  compare(client, chatId);
  return draft;
}

function all(client: ConfabClient): Map<string, Draft> {
  const known = draftsOf.get(client);
  if (known) return known;
  const drafts = new Map<string, Draft>();
  draftsOf.set(client, drafts);
  return drafts;
}

function set(client: ConfabClient, chatId: string, next: Partial<KeptDraft>): void {
  const draft = find(client, chatId);
  const { content, reply, base } = { ...draft, ...next };
  const isOther = !isSameDraft(draft, { content, reply });
  if (!isOther && (base === draft.base || (base !== null && isSameDraft(base, draft.base)))) return;
  Object.assign(draft, { content, reply, base });
  keep(myIdIn(client.getState()), chatId, draft);
  if (isOther) for (const listener of draft.listeners) listener();
}
