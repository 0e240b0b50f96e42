import type {
  Document,
  DocumentKindName,
  DocumentValue,
  KindWithIds,
  KindWithoutIds,
  ServerEvent,
} from '@confab/protocol';
import { documentKey, documentsFeature, idOfKey, kindOfKey } from '@confab/protocol/documents';
import { documentIdOf } from '@confab/protocol/threads';
import { markChatUnread } from './chat-position.ts';
import type { DocumentSync } from './document-sync.ts';
import { everyChat, withChat } from './known-chats.ts';
import type { ClientState, UnreadMark } from './state.ts';

/** The id of a document of this kind; null where the kind has but one. */
export type DocumentId<Kind extends DocumentKindName> = Kind extends KindWithIds
  ? string
  : Kind extends KindWithoutIds
    ? null
    : never;

/** What a document holds, what waits here included; undefined where there is none. */
export function documentOf<Kind extends DocumentKindName>(
  state: ClientState,
  kind: Kind,
  id: DocumentId<Kind>,
): DocumentValue<Kind> | undefined {
  // The own server has checked it, or this client's own caller.
  return state.documents.get(documentKey(kind, id)) as DocumentValue<Kind> | undefined;
}

/** Whether what was put here is not with the server yet, as far as is known. */
export function isDocumentWaiting<Kind extends DocumentKindName>(
  { documentSync }: Pick<ClientState, 'documentSync'>,
  kind: Kind,
  id: DocumentId<Kind>,
): boolean {
  return documentSync.waiting.has(documentKey(kind, id));
}

/** All documents of a kind, with their ids. */
export function documentsOf<Kind extends KindWithIds>(
  { documents }: Pick<ClientState, 'documents'>,
  kind: Kind,
): { id: string; value: DocumentValue<Kind> }[] {
  return [...documents].flatMap(([key, value]) => {
    const id = kindOfKey(key) === kind ? idOfKey(key) : null;
    return id === null ? [] : [{ id, value: value as DocumentValue<Kind> }];
  });
}

/** A new connection: what an earlier one was in the middle of comes again. */
export function beginDocuments(state: ClientState): ClientState {
  const { incoming, behind } = state.documentSync;
  return incoming === null && !behind ? state : withSync(state, { incoming: null, behind: false }, []);
}

/** Pure, as `applyEvent` is; the same state for an event that is not about documents. */
export function applyDocumentEvent(state: ClientState, event: ServerEvent): ClientState {
  if (event.type === 'document') return applyDocument(state, event.document);
  if (event.type === 'documents') return applyDocuments(state, event);
  return event.type === 'documents-reset' ? resetDocuments(state) : state;
}

/** The connection is live: what is here is of its epoch, unless the server knows no documents and told of none. */
export function keepDocuments(state: ClientState): ClientState {
  const isTold = state.features.includes(documentsFeature) || state.epoch === state.welcomedEpoch;
  if (isTold || state.documentSync.rev === 0) return state;
  const { stored } = state.documentSync;
  return withSync({ ...state, documentsLoaded: false }, { rev: 0, stored: new Map() }, stored.keys());
}

/** One change, live. */
function applyDocument(state: ClientState, document: Document): ClientState {
  const { rev, incoming, behind, stored } = state.documentSync;
  if (document.rev <= rev || behind) return state;
  if (document.rev > rev + 1 || incoming !== null) return withSync(state, { behind: true }, []);
  return withSync(state, { rev: document.rev, stored: take(stored, [document]) }, [document.key]);
}

/** A page of what came after the cursor, or of everything after a reset. */
function applyDocuments(
  state: ClientState,
  page: { documents: readonly Document[]; upToRev: number; more: boolean },
): ClientState {
  const { rev, stored, incoming } = state.documentSync;
  const documentsLoaded = state.documentsLoaded || !page.more;
  if (incoming === null) {
    const next = { rev: Math.max(rev, page.upToRev), stored: take(stored, page.documents) };
    return withSync(
      { ...state, documentsLoaded },
      next,
      page.documents.map(({ key }) => key),
    );
  }
  const all = take(incoming, page.documents);
  if (page.more) return withSync(state, { incoming: all }, []);
  const touched = new Set([...stored.keys(), ...all.keys()]);
  return withSync({ ...state, documentsLoaded }, { rev: page.upToRev, stored: all, incoming: null }, touched);
}

/** What is here stays on the screen until everything that takes its place is here. */
function resetDocuments(state: ClientState): ClientState {
  return withSync(state, { incoming: new Map() }, []);
}

export function setWaitingDocuments(state: ClientState, waiting: ReadonlyMap<string, unknown>): ClientState {
  return withSync(state, { waiting }, new Set([...state.documentSync.waiting.keys(), ...waiting.keys()]));
}

function take(known: ReadonlyMap<string, Document>, documents: readonly Document[]): ReadonlyMap<string, Document> {
  if (documents.length === 0) return known;
  const next = new Map(known);
  for (const document of documents) {
    if (document.rev <= (next.get(document.key)?.rev ?? 0)) continue;
    if (document.value === null) next.delete(document.key);
    else next.set(document.key, document);
  }
  return next;
}

function withSync(state: ClientState, part: Partial<DocumentSync>, touched: Iterable<string>): ClientState {
  const documentSync = { ...state.documentSync, ...part };
  const documents = effective(state.documents, documentSync, touched);
  return withUnreadMarks({ ...state, documentSync, documents }, state.documents);
}

/** What is marked unread counts as unread with its chat. */
function withUnreadMarks(state: ClientState, before: ClientState['documents']): ClientState {
  if (state.documents === before) return state;
  let next = state;
  for (const chat of everyChat(state)) {
    const marked = markChatUnread(chat, state.userId, unreadMarkOf(state, chat.id));
    if (marked !== chat) next = withChat(next, marked);
  }
  return next;
}

/** Of a chat or a thread. */
export function unreadMarkOf(state: ClientState, chatId: string): UnreadMark | null {
  return documentOf(state, 'unread', documentIdOf(chatId)) ?? null;
}

/** The same map where nobody would see a difference, and the same object for a value that says the same. */
function effective(
  shown: ClientState['documents'],
  { stored, waiting }: DocumentSync,
  touched: Iterable<string>,
): ClientState['documents'] {
  let next: Map<string, unknown> | null = null;
  for (const key of touched) {
    const value = (waiting.has(key) ? waiting.get(key) : stored.get(key)?.value) ?? null;
    if (saysTheSame(value, shown.get(key) ?? null)) continue;
    next ??= new Map(shown);
    if (value === null) next.delete(key);
    else next.set(key, value);
  }
  return next ?? shown;
}

export function saysTheSame(a: unknown, b: unknown): boolean {
  return a === b || JSON.stringify(a) === JSON.stringify(b);
}
