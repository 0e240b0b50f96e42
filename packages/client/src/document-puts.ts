import { documentKeyPattern, documentLimits, isShallow } from '@confab/protocol/documents';
import { ApiError, type ClientErrorCode, isRetryable } from './api-error.ts';
import type { Clock } from './clock.ts';
import { saysTheSame } from './documents.ts';
import type { OutboxDocument } from './outbox-storage.ts';
import { createUuid } from './uuid.ts';

/** One put as it goes on the wire. */
export interface DocumentPut {
  key: string;
  value: unknown;
  writer: string;
  n: number;
}

export interface RefusedDocument {
  key: string;
  /** Null where it was to be deleted. */
  value: unknown;
  error: ApiError;
}

/** What a client wants of one key. Of several in a row the last counts. */
interface Wish {
  readonly key: string;
  readonly value: unknown;
  readonly askedAt: string;
  /** The server may have it under this name already: a retry goes out under the same. Null while it surely has not. */
  readonly sentAs: { readonly writer: string; readonly n: number } | null;
  /** Durable: shown from here until the cursor has come to this `rev`. */
  readonly doneAt: number | null;
}

export type DocumentPuts = ReturnType<typeof createDocumentPuts>;

export interface DocumentPutsOptions {
  clock: Clock;
  random: () => number;
  /** Whether the server takes documents of this key. */
  mayPut: (key: string) => boolean;
  /** Whether a put may go on the wire now; otherwise `pump` is called when one may. */
  mayTransmit: (put: DocumentPut) => boolean;
  transmit: (put: DocumentPut) => void;
  /** What is wanted, by key; null deletes. */
  changed: (waiting: ReadonlyMap<string, unknown>) => void;
  save: (entries: () => readonly OutboxDocument[]) => void;
  refused: (refused: RefusedDocument) => void;
}

/** A draft that changes with every key leaves as often as this. */
const putEveryMs = 1_000;
/** A put that was neither taken nor refused goes out again after this. */
const ackTimeoutMs = 15_000;
const retryBaseMs = 1_000;
const retryCapMs = 30_000;
/** Keys that wait. Nobody changes as many while away. */
const keysMax = 1_000;

/**
 * Documents that wait to be put, the last word on each key. One is on the wire at a time, each under a number of its own,
 * so that the server can tell a retry of the last one from a new put (D24).
 */
export function createDocumentPuts(options: DocumentPutsOptions) {
  const { clock } = options;
  const writer = createUuid();
  /** When each key went out last. */
  const sentAt = new Map<string, number>();
  let wishes: ReadonlyMap<string, Wish> = new Map();
  let underWay: DocumentPut | null = null;
  let lastN = 0;
  let isLive = false;
  let tries = 0;
  let heldUntil = 0;
  let cancelTimer: (() => void) | null = null;
  let cancelAck: (() => void) | null = null;

  function update(next: ReadonlyMap<string, Wish>): void {
    wishes = next;
    options.save(() => [...next.values()].filter(({ doneAt }) => doneAt === null).map(toEntry));
    options.changed(new Map([...next.values()].map(({ key, value }) => [key, value])));
  }

  function set(wish: Wish): void {
    update(new Map(wishes).set(wish.key, wish));
  }

  function drop(keys: readonly string[]): void {
    const next = new Map(wishes);
    for (const key of keys) next.delete(key);
    update(next);
  }

  function dueAt({ key }: Wish): number {
    return Math.max(heldUntil, (sentAt.get(key) ?? -Infinity) + putEveryMs);
  }

  function pump(): void {
    cancelTimer?.();
    cancelTimer = null;
    if (!isLive || underWay) return;
    const ready = [...wishes.values()].filter(({ key, doneAt }) => doneAt === null && options.mayPut(key));
    if (ready.length === 0) return;
    // What the server may have comes first: a later number would make its retry look old.
    const next = ready.find(({ sentAs }) => sentAs?.writer === writer) ?? earliest(ready);
    const waitMs = dueAt(next) - clock.elapsed();
    if (waitMs > 0) cancelTimer = clock.after(waitMs, pump);
    else transmit(next);
  }

  function earliest(ready: readonly Wish[]): Wish {
    return ready.reduce((first, wish) => (dueAt(wish) < dueAt(first) ? wish : first));
  }

  function transmit(wish: Wish): void {
    const { key, value } = wish;
    const name = wish.sentAs ?? { writer, n: lastN + 1 };
    const put = { key, value, ...name };
    if (!options.mayTransmit(put)) return;
    if (name.writer === writer) lastN = Math.max(lastN, name.n);
    underWay = put;
    if (sentAt.size >= keysMax) sentAt.clear();
    sentAt.set(key, clock.elapsed());
    cancelAck = clock.after(ackTimeoutMs, () => {
      underWay = null;
      pump();
    });
    update(new Map([...wishes.values()].map((other) => [other.key, namedFor(other, put)])));
    options.transmit(put);
  }

  /** The put that was answered, where it is the one under way. */
  function takeAnswered(isAnswered: (put: DocumentPut) => boolean): DocumentPut | null {
    const put = underWay;
    if (!put || !isAnswered(put)) return null;
    cancelAck?.();
    underWay = null;
    return put;
  }

  /** Still wanted as it was put. */
  function isWanted({ key, value }: DocumentPut): boolean {
    const wish = wishes.get(key);
    return wish !== undefined && saysTheSame(wish.value, value);
  }

  function holdOff(retryAfterMs: number | undefined): void {
    const backoffMs = Math.min(retryCapMs, retryBaseMs * 2 ** tries) * (0.5 + options.random() / 2);
    tries += 1;
    heldUntil = clock.elapsed() + (retryAfterMs ?? backoffMs);
  }

  function stop(): void {
    isLive = false;
    underWay = null;
    cancelTimer?.();
    cancelAck?.();
    cancelTimer = null;
    cancelAck = null;
  }

  return {
    /** Takes over what earlier clients left: older than what is wanted here. */
    adopt(left: readonly OutboxDocument[]): void {
      const adopted = left
        .filter(({ document, value }) => !wishes.has(document) && !faultOf(document, value))
        .map(fromEntry);
      if (adopted.length === 0) return;
      update(new Map([...adopted.map((wish) => [wish.key, wish] as const), ...wishes]));
      pump();
    },
    /**
     * Throws `too-many-waiting`, and what the server would refuse by closing the connection or without a name: `too-large`,
     * `invalid-request`.
     */
    add(key: string, value: unknown): void {
      const fault = faultOf(key, value);
      if (fault) throw fault;
      const known = wishes.get(key);
      if (known && saysTheSame(known.value, value)) return;
      if (!known && wishes.size >= keysMax) throw tooMany();
      set({ key, value, askedAt: new Date(clock.now()).toISOString(), sentAs: null, doneAt: null });
      pump();
    },
    acknowledge({ key, n, rev }: { key: string; n: number; rev: number }): void {
      const put = takeAnswered((sent) => sent.key === key && sent.n === n);
      if (!put) return;
      tries = 0;
      const wish = wishes.get(key);
      if (wish && isWanted(put)) set({ ...wish, doneAt: rev });
      pump();
    },
    refuse({ key, code, detail, retryAfterMs }: RefusedPut): void {
      const put = takeAnswered((sent) => sent.key === key);
      if (!put) return;
      if (isRetryable(code)) holdOff(retryAfterMs);
      else if (isWanted(put)) {
        drop([key]);
        options.refused({ key, value: put.value, error: new ApiError({ code, detail, status: 0 }) });
      }
      pump();
    },
    /** Everything up to this `rev` is here: what was durable by then is told. */
    settle(rev: number): void {
      const settled = [...wishes.values()].filter(({ doneAt }) => doneAt !== null && doneAt <= rev);
      if (settled.length > 0) drop(settled.map(({ key }) => key));
    },
    goLive(): void {
      isLive = true;
      pump();
    },
    pump,
    goOffline: stop,
    close: stop,
  };
}

/** The server takes a smaller number for a retry: what went out before and is still unknown becomes a new put. */
function namedFor(wish: Wish, { key, writer, n }: DocumentPut): Wish {
  if (wish.key === key) return { ...wish, sentAs: { writer, n } };
  return wish.doneAt === null && wish.sentAs?.writer === writer ? { ...wish, sentAs: null } : wish;
}

export interface RefusedPut {
  key: string;
  code: ClientErrorCode;
  detail: string;
  retryAfterMs?: number | undefined;
}

function toEntry({ key, value, askedAt, sentAs }: Wish): OutboxDocument {
  return { document: key, value, askedAt, ...(sentAs && { sentAs }) };
}

function fromEntry({ document: key, value, askedAt, sentAs }: OutboxDocument): Wish {
  return { key, value, askedAt, sentAs: sentAs ?? null, doneAt: null };
}

function faultOf(key: string, value: unknown): ApiError | null {
  const refused = (code: 'too-large' | 'invalid-request', detail: string) => new ApiError({ code, detail, status: 0 });
  if (!documentKeyPattern.test(key)) return refused('invalid-request', `No document can have the key "${key}".`);
  if (!isShallow(value)) return refused('invalid-request', 'The document is nested too deeply.');
  const { valueBytesMax } = documentLimits;
  if (new TextEncoder().encode(JSON.stringify(value)).length <= valueBytesMax) return null;
  return refused('too-large', `A document holds at most ${valueBytesMax / 1024} KiB.`);
}

function tooMany(): ApiError {
  return new ApiError({
    code: 'too-many-waiting',
    status: 0,
    detail: 'Too much waits for the connection. Try again when it is back.',
  });
}
