import type { Document, ServerEvent } from '@confab/protocol';
import { applyEvent } from '../src/apply-event.ts';
import { createDocumentPuts, type DocumentPut } from '../src/document-puts.ts';
import { setWaitingDocuments } from '../src/documents.ts';
import type { OutboxDocument } from '../src/outbox-storage.ts';
import { resumeCommand } from '../src/resume.ts';
import { type ClientState, initialState } from '../src/state.ts';
import { ManualClock } from './manual-clock.ts';

interface Line {
  events: ServerEvent[];
  sentRev: number;
  isOpen: boolean;
}

/** A person's documents on the server, and the lines to their devices. */
export class ModelDocuments {
  epoch = 0;
  rev = 0;
  forgottenRev = 0;
  documents = new Map<string, Document>();
  readonly lines = new Set<Line>();
  /** All puts that changed something, in order. */
  readonly applied: DocumentPut[] = [];
  #writers = new Map<string, number>();
  readonly #tombstonesMax: number;

  constructor(tombstonesMax: number) {
    this.#tombstonesMax = tombstonesMax;
  }

  put(put: DocumentPut): number {
    const { key, value, writer, n } = put;
    const last = this.#writers.get(writer) ?? 0;
    this.#writers.set(writer, Math.max(last, n));
    const before = this.documents.get(key)?.value ?? null;
    if (n <= last || JSON.stringify(before) === JSON.stringify(value)) return this.rev;
    this.rev += 1;
    this.applied.push(put);
    const document = { key, value, rev: this.rev, updatedAt: '' };
    this.documents.set(key, document);
    this.#forget();
    for (const line of this.lines) {
      line.events.push({ type: 'document', document });
      line.sentRev = this.rev;
    }
    return this.rev;
  }

  #forget(): void {
    const gone = [...this.documents.values()].filter(({ value }) => value === null).toSorted((a, b) => a.rev - b.rev);
    for (const { key, rev } of gone.slice(0, Math.max(0, gone.length - this.#tombstonesMax))) {
      this.documents.delete(key);
      this.forgottenRev = rev;
    }
  }

  /** What a resume is answered with, in pages of `pageSize`. */
  answer(
    line: Line,
    { epoch, documents = 0 }: { epoch: string | null; documents?: number | undefined },
    pageSize: number,
  ): void {
    const isUseless = epoch !== String(this.epoch) || documents > this.rev || documents < this.forgottenRev;
    let cursor = documents;
    if (documents > 0 && isUseless) {
      line.events.push({ type: 'documents-reset', reason: 'too-far-behind' });
      cursor = 0;
    }
    const later = [...this.documents.values()].filter(({ rev }) => rev > cursor).toSorted((a, b) => a.rev - b.rev);
    for (let start = 0; start === 0 || start < later.length; start += pageSize) {
      const part = later.slice(start, start + pageSize);
      const more = start + pageSize < later.length;
      line.events.push({
        type: 'documents',
        documents: part,
        upToRev: more ? (part.at(-1)?.rev ?? 0) : this.rev,
        more,
      });
    }
    line.events.push({ type: 'ready' });
    this.lines.add(line);
  }

  backUp(): () => void {
    const { rev, forgottenRev } = this;
    const documents = structuredClone(this.documents);
    const writers = new Map(this.#writers);
    return () => {
      Object.assign(this, { rev, forgottenRev, documents: structuredClone(documents), epoch: this.epoch + 1 });
      this.#writers = new Map(writers);
    };
  }
}

/** One device: the pure state and the real queue of puts, on a line that can be cut on either way. */
export class ModelDevice {
  state: ClientState = initialState(0);
  readonly clock = new ManualClock();
  saved: readonly OutboxDocument[] = [];
  takesTheme = true;
  puts = this.#makePuts();
  readonly #server: ModelDocuments;
  #line: Line | null = null;
  #toServer: DocumentPut[] = [];

  constructor(server: ModelDocuments) {
    this.#server = server;
  }

  #makePuts() {
    return createDocumentPuts({
      clock: this.clock,
      random: () => 0.5,
      mayPut: (key) => key !== 'theme' || this.takesTheme,
      mayTransmit: () => true,
      transmit: (put) => this.#toServer.push(put),
      changed: (waiting) => (this.state = setWaitingDocuments(this.state, waiting)),
      save: (entries) => (this.saved = entries()),
      refused: () => undefined,
    });
  }

  get isConnected(): boolean {
    return this.#line !== null;
  }

  /** `takesTheme` false: the server is of before that kind. */
  connect(pageSize: number, takesTheme: boolean): void {
    this.cut();
    this.takesTheme = takesTheme;
    const line: Line = { events: [], sentRev: 0, isOpen: true };
    this.#line = line;
    this.#apply({
      type: 'welcome',
      connectionId: 'c',
      userId: 'me',
      epoch: String(this.#server.epoch),
      serverTime: '',
      features: ['documents'],
    });
    this.#server.answer(line, resumeCommand(this.state), pageSize);
  }

  cut(): void {
    if (this.#line) this.#server.lines.delete(this.#line);
    this.#line = null;
    this.#toServer = [];
    this.puts.goOffline();
  }

  /** The process ends without a word, and another begins with what was saved. */
  restart(): void {
    this.cut();
    const left = this.saved;
    this.state = initialState(0);
    this.puts = this.#makePuts();
    this.puts.adopt(left);
  }

  /** The server reads the next put; what it says may be lost with the line. */
  take(): boolean {
    const put = this.#toServer.shift();
    if (!put) return false;
    const rev = this.#server.put(put);
    this.#line?.events.push({ type: 'document-ack', key: put.key, n: put.n, rev });
    return true;
  }

  hear(): boolean {
    const event = this.#line?.events.shift();
    if (!event) return false;
    this.#apply(event);
    return true;
  }

  /** A fault: a frame is lost, and nobody knows. */
  lose(): void {
    if (this.#line?.events[0]?.type === 'document') this.#line.events.shift();
  }

  #apply(event: ServerEvent): void {
    const before = this.state.documentSync;
    this.state = applyEvent(this.state, event, 0);
    const { rev, incoming, behind } = this.state.documentSync;
    if (event.type === 'ready') this.puts.goLive();
    if (event.type === 'document-ack') this.puts.acknowledge(event);
    this.puts.settle(before.incoming !== null && incoming === null ? Infinity : rev);
    if (behind) this.cut();
  }
}
