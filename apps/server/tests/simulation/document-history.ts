import type { DocumentSync } from '@confab/client';
import type { Command, Document, ServerEvent } from '@confab/protocol';
import { documentChangedType } from '../../src/personal/document-rules.ts';
import type { LogOutcome } from '../../src/storage/chat-log.ts';

type EventOf<Type extends ServerEvent['type']> = Extract<ServerEvent, { type: Type }>;
type Put = Extract<Command, { type: 'put-document' }>;

/** Whose documents are told on a connection, and what of them its client has. */
export interface DocumentViewer {
  readonly userId: string;
  readonly name: string;
  readonly documentSync: DocumentSync;
}

/** What one connection was told of its person's documents. */
interface View {
  rev: number;
  values: Map<string, string>;
  /** What has come of a reset so far. */
  incoming: Map<string, string> | null;
}

interface SentPut {
  userId: string;
  name: string;
  put: Put;
  refused: boolean;
  /** The person's `rev` when it was sent first. */
  since: number;
}

/** Writes down a person's documents as they are committed, told and acknowledged, and checks what each connection is promised (D24). */
export class DocumentHistory {
  /** By person, in the order of the commits. */
  readonly commits = new Map<string, Document[]>();
  /** Every put that left a client, and whether it was refused. */
  readonly puts: SentPut[] = [];
  acknowledged = 0;
  readonly #violate: (rule: string, details: string) => void;
  readonly #views = new WeakMap<object, View>();

  constructor(violate: (rule: string, details: string) => void) {
    this.#violate = violate;
  }

  noteOutcome(outcome: LogOutcome): void {
    if (outcome.status !== 'done') return;
    for (const { event } of outcome.events) {
      if (event.type !== documentChangedType) continue;
      const { userId, json } = event as unknown as { userId: string; json: string };
      const commits = this.commits.get(userId) ?? [];
      const document = JSON.parse(json) as Document;
      if (document.rev !== commits.length + 1) {
        this.#violate('D24', `change ${document.rev} of ${userId} was committed after ${commits.length}`);
      }
      this.commits.set(userId, [...commits, document]);
    }
  }

  noteCommand(viewer: DocumentViewer, link: object, command: Command): void {
    if (command.type === 'put-document') {
      const { userId, name } = viewer;
      const first = this.puts.find(({ put }) => put.writer === command.writer && put.n === command.n);
      const since = first?.since ?? this.commits.get(userId)?.length ?? 0;
      this.puts.push({ userId, name, put: command, refused: false, since });
    }
    if (command.type !== 'resume' || command.documents === undefined) return;
    const { stored } = viewer.documentSync;
    const values = new Map([...stored.values()].map(({ key, value }) => [key, JSON.stringify(value)]));
    this.#views.set(link, { rev: command.documents, values, incoming: null });
  }

  noteFrame(viewer: DocumentViewer, link: object, event: ServerEvent): void {
    if (event.type === 'document-ack') return this.#noteAck(viewer, event);
    if (event.type === 'error' && event.key !== undefined) return this.#noteRefusal(viewer, event.key, event.code);
    if (event.type !== 'document' && event.type !== 'documents' && event.type !== 'documents-reset') return;
    const view = this.#views.get(link);
    if (!view) return this.#violate('D25', `${viewer.name} named no cursor and was told of documents`);
    if (event.type === 'documents-reset') view.incoming = new Map();
    else if (event.type === 'document') this.#noteChange(viewer, view, event.document);
    else this.#notePage(viewer, view, event);
  }

  #noteChange(viewer: DocumentViewer, view: View, document: Document): void {
    if (view.incoming || document.rev !== view.rev + 1) {
      this.#violate('D24', `${viewer.name} is at ${view.rev} of the documents and was told ${document.rev}`);
    }
    this.#take(viewer, view.values, document);
    view.rev = document.rev;
    this.#checkComplete(viewer, view.values, view.rev);
  }

  #notePage(viewer: DocumentViewer, view: View, { documents, upToRev, more }: EventOf<'documents'>): void {
    const values = view.incoming ?? view.values;
    let last = view.incoming ? 0 : view.rev;
    for (const document of documents) {
      if (document.rev <= last || document.rev > upToRev) {
        this.#violate('D24', `${viewer.name} is at ${last} and got a page up to ${upToRev} with ${document.rev}`);
      }
      last = document.rev;
      this.#take(viewer, values, document);
    }
    this.#checkComplete(viewer, values, upToRev);
    if (view.incoming === null || !more) {
      Object.assign(view, { rev: upToRev, values, incoming: null });
    }
  }

  #take({ userId, name }: DocumentViewer, values: Map<string, string>, document: Document): void {
    const committed = this.commits.get(userId)?.[document.rev - 1];
    if (JSON.stringify(committed) !== JSON.stringify(document)) {
      this.#violate('D6', `${name} was told ${JSON.stringify(document)}; committed is ${JSON.stringify(committed)}`);
    }
    if (document.value === null) values.delete(document.key);
    else values.set(document.key, JSON.stringify(document.value));
  }

  /** Whatever changed last up to this `rev`, and not again, is told: never a part. */
  #checkComplete({ userId, name }: DocumentViewer, values: ReadonlyMap<string, string>, rev: number): void {
    const latest = new Map((this.commits.get(userId) ?? []).map((document) => [document.key, document]));
    for (const document of latest.values()) {
      if (document.rev > rev) continue;
      const expected = document.value === null ? undefined : JSON.stringify(document.value);
      if (values.get(document.key) === expected) continue;
      this.#violate('D24', `${name} has everything up to ${rev}, and not ${JSON.stringify(document)}`);
    }
  }

  /** What is acknowledged was there at some time between its sending and the `rev` that is named. */
  #noteAck({ userId, name }: DocumentViewer, { key, n, rev }: EventOf<'document-ack'>): void {
    this.acknowledged += 1;
    const sent = this.puts.findLast((known) => known.name === name && known.put.key === key && known.put.n === n);
    const ofKey = (this.commits.get(userId) ?? []).filter((document) => document.key === key && document.rev <= rev);
    const since = sent?.since ?? 0;
    const before = ofKey.findLast((document) => document.rev <= since)?.value ?? null;
    const there = [before, ...ofKey.filter((document) => document.rev > since).map((document) => document.value)];
    const value = JSON.stringify(sent?.put.value);
    if (there.some((known) => JSON.stringify(known) === value)) return;
    this.#violate('D2', `${name} was told that ${key} is ${value} as of ${rev}; there is ${JSON.stringify(there)}`);
  }

  #noteRefusal({ name }: DocumentViewer, key: string, code: string): void {
    const refused = this.puts.findLast((known) => known.name === name && known.put.key === key);
    if (refused && code === 'too-many-documents') refused.refused = true;
  }
}
