import { ApiError, type ConfabClient, createUuid, isRetryable, type PendingUpload } from '@confab/client';
import { getUpload } from '@confab/protocol/files/paths';
import { KeptFiles } from '../../../lib/kept-files.ts';
import { t } from '../../../lib/words.ts';
import { myIdIn } from '../../../session/client.ts';
import { Speed } from './speed.ts';

/** A file on its way to the server. Never changed in place. */
export type Upload = PendingUpload & {
  /** `waiting`: for its turn, or for the connection. */
  status: 'waiting' | 'uploading' | 'whole' | 'failed';
  /** Bytes that the server has. */
  sent: number;
  bytesPerSecond: number | null;
  error: Refusal | null;
  /** Of the server, from the beginning of the upload on. */
  fileId: string | null;
  /** A picture, to be looked at here. */
  url: string | null;
};

type Refusal = Pick<ApiError, 'code' | 'detail'>;
/** `isKept`: it survives the page. */
type Run = {
  isKept: boolean;
  bytes: Blob | null;
  stopping: AbortController | null;
  tries: number;
  timer: number | undefined;
};

/** Two hide each other's waiting for answers; more would only have all of them arrive late. */
const atOnce = 2;
const [retryMs, retryMostMs] = [2_000, 60_000];
const shownTypes = /^image\/(?:png|jpeg|gif|webp|avif|bmp|svg\+xml)$/;

const ofClients = new WeakMap<ConfabClient, Uploads>();

/** Of one person: what they send is nobody else's. */
export function uploadsOf(client: ConfabClient): Uploads {
  const known = ofClients.get(client) ?? new Uploads(client);
  ofClients.set(client, known);
  return known;
}

/** Brings files to the server, a few at a time, through cuts, reloads and restarts. */
export class Uploads {
  readonly kept: KeptFiles;
  readonly #client: ConfabClient;
  readonly #listeners = new Set<() => void>();
  readonly #uploads = new Map<string, Upload>();
  readonly #runs = new Map<string, Run>();
  #isLive = false;
  readonly #stopFollowing: () => void;

  constructor(client: ConfabClient) {
    this.#client = client;
    this.kept = new KeptFiles(myIdIn(client.getState()));
    const stopFollowing = client.subscribe(() => this.#followConnection());
    const holding = new AbortController();
    window.addEventListener('beforeunload', (event) => this.#holdPage(event), { signal: holding.signal });
    this.#stopFollowing = () => {
      stopFollowing();
      holding.abort();
    };
    this.#followConnection();
  }

  /** The person is not on the page any more. What the server has, and what is kept, stays. */
  stop(): void {
    this.#stopFollowing();
    this.#isLive = false;
    for (const run of this.#runs.values()) {
      run.stopping?.abort();
      window.clearTimeout(run.timer);
    }
  }

  get(key: string): Upload | undefined {
    return this.#uploads.get(key);
  }

  subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  /** Too large to be kept: whoever leaves the page before it is on the server is asked. */
  markUnkept(key: string): void {
    const run = this.#runs.get(key);
    if (run) run.isKept = false;
  }

  /** Of which the server does not know yet. */
  unannouncedBytes(): number {
    return [...this.#uploads.values()].reduce((sum, { fileId, size }) => sum + (fileId === null ? size : 0), 0);
  }

  /** Begins as soon as it is its turn. */
  add(bytes: Blob, about: Omit<PendingUpload, 'key' | 'size'>): Upload {
    return this.#take({ key: createUuid(), ...about, size: bytes.size }, bytes);
  }

  /** One of an earlier page: its bytes are looked for when it is its turn. Nothing where it is known. */
  adopt(upload: PendingUpload, bytes: Blob | null = null): void {
    if (!this.#uploads.has(upload.key)) this.#take(upload, bytes);
  }

  /** Again, from where the server is; of what was there already it is asked whether it still is. */
  retry(key: string): void {
    const run = this.#runs.get(key);
    if (!run || run.stopping) return;
    run.tries = 0;
    window.clearTimeout(run.timer);
    this.#change(key, { status: 'waiting', error: null });
    this.#startNext();
  }

  /** Of a picture: what it shows, in words. */
  describe(key: string, alt: string | undefined): void {
    this.#change(key, { alt });
    this.kept.change(key, { alt }).catch(() => undefined);
  }

  /** It was sent, or is not to be: nothing of it stays here, and in the second case nothing on the server. */
  forget(key: string, { isSent }: { isSent: boolean }): void {
    const [upload, run] = [this.#uploads.get(key), this.#runs.get(key)];
    run?.stopping?.abort();
    window.clearTimeout(run?.timer);
    this.#uploads.delete(key);
    this.#runs.delete(key);
    if (upload?.url) URL.revokeObjectURL(upload.url);
    // What can't be said now, the server finds by itself within a day.
    if (!isSent && upload?.fileId) this.#client.cancelUpload(upload.fileId).catch(() => undefined);
    this.kept.remove([key]).catch(() => undefined);
    this.#tell();
    this.#startNext();
  }

  #holdPage(event: BeforeUnloadEvent): void {
    const isLost = [...this.#runs].some(([key, { isKept }]) => !isKept && this.#uploads.get(key)?.status !== 'whole');
    if (isLost) event.preventDefault();
  }

  #take(upload: PendingUpload, bytes: Blob | null): Upload {
    const isShown = bytes && shownTypes.test(upload.type);
    const begun: Upload = {
      ...upload,
      status: 'waiting',
      sent: 0,
      bytesPerSecond: null,
      error: null,
      fileId: null,
      url: isShown ? URL.createObjectURL(bytes) : null,
    };
    this.#uploads.set(upload.key, begun);
    this.#runs.set(upload.key, { isKept: true, bytes, stopping: null, tries: 0, timer: undefined });
    this.#tell();
    this.#startNext();
    return begun;
  }

  #startNext(): void {
    let running = [...this.#runs.values()].filter(({ stopping }) => stopping).length;
    for (const [key, { status }] of this.#uploads) {
      const run = this.#runs.get(key);
      if (!this.#isLive || running >= atOnce) return;
      if (status !== 'waiting' || !run || run.stopping || run.timer !== undefined) continue;
      running += 1;
      void this.#run(key, run);
    }
  }

  async #run(key: string, run: Run): Promise<void> {
    run.stopping = new AbortController();
    const { signal } = run.stopping;
    try {
      this.#change(key, { status: 'uploading' });
      await this.#upload(key, run, signal);
      this.#change(key, { status: 'whole', error: null, bytesPerSecond: null });
    } catch (error) {
      if (!signal.aborted) await this.#fail(key, run, error);
    } finally {
      run.stopping = null;
      this.#startNext();
    }
  }

  async #upload(key: string, run: Run, signal: AbortSignal): Promise<void> {
    const kept = await this.kept.read(key).catch(() => undefined);
    run.bytes ??= (await this.kept.readBytes(key).catch(() => undefined)) ?? null;
    const { name, url, type } = this.#uploads.get(key) ?? {};
    if (run.bytes === null || name === undefined) return await this.#requireWhole(key, kept?.uploadId ?? null);
    if (url === null && shownTypes.test(type ?? '')) this.#change(key, { url: URL.createObjectURL(run.bytes) });
    const speed = new Speed();
    const begun = this.#uploads.get(key)?.fileId ?? kept?.uploadId;
    const fileId = await this.#client.uploadFile(run.bytes, {
      name,
      signal,
      ...(begun && { resume: begun }),
      onStart: (id) => {
        this.#change(key, { fileId: id, sent: 0 });
        this.kept.change(key, { uploadId: id }).catch(() => undefined);
      },
      onProgress: (sent) => {
        run.tries = 0;
        this.#change(key, { sent, bytesPerSecond: speed.note(sent, performance.now()) });
      },
    });
    this.#change(key, { fileId, sent: run.bytes.size });
  }

  /** What was too large to be kept is not here after a reload: it may be on the server all the same. */
  async #requireWhole(key: string, fileId: string | null): Promise<void> {
    const gone = t`This browser doesn’t have the file any more. Add it to a new message.`;
    if (fileId === null) throw new ApiError({ code: 'not-found', status: 0, detail: gone });
    const { offset, size } = await this.#client.rest.call(getUpload, { params: { upload_id: fileId } });
    if (offset < size) throw new ApiError({ code: 'not-found', status: 0, detail: gone });
    this.#change(key, { fileId, sent: size });
  }

  async #fail(key: string, run: Run, error: unknown): Promise<void> {
    const refusal = error instanceof ApiError ? error : null;
    if (refusal?.code === 'network' && run.bytes && !(await isReadable(run.bytes))) {
      // The file on the disk became another one: there may be a copy of what it was.
      const copy = await this.kept.readBytes(key).catch(() => undefined);
      const detail = t`The file was changed or moved meanwhile. Add it again.`;
      if (!copy || run.bytes === copy)
        return this.#change(key, { status: 'failed', error: { code: 'not-found', detail } });
      run.bytes = copy;
    }
    if (refusal && !isRetryable(refusal.code) && !isOfSession(refusal.code)) {
      return this.#change(key, { status: 'failed', error: refusal, bytesPerSecond: null });
    }
    if (!refusal) {
      const detail = error instanceof Error ? error.message : '';
      return this.#change(key, { status: 'failed', error: { code: 'internal', detail }, bytesPerSecond: null });
    }
    const waitMs = refusal.retryAfterMs ?? Math.min(retryMostMs, retryMs * 2 ** run.tries);
    run.tries += 1;
    run.timer = window.setTimeout(() => {
      run.timer = undefined;
      this.#startNext();
    }, waitMs);
    this.#change(key, { status: 'waiting', bytesPerSecond: null });
  }

  #change(key: string, part: Partial<Upload>): void {
    const upload = this.#uploads.get(key);
    if (!upload) return;
    this.#uploads.set(key, { ...upload, ...part });
    this.#tell();
  }

  #followConnection(): void {
    const isLive = this.#client.getState().connection.status === 'live';
    if (isLive === this.#isLive) return;
    this.#isLive = isLive;
    if (!isLive) return;
    for (const run of this.#runs.values()) {
      window.clearTimeout(run.timer);
      run.timer = undefined;
    }
    this.#startNext();
  }

  #tell(): void {
    for (const listener of this.#listeners) listener();
  }
}

/** Whoever logs in again goes on. */
function isOfSession(code: ApiError['code']): boolean {
  return code === 'unauthenticated' || code === 'other-user';
}

/** False for a folder, and for what was changed or deleted since it was chosen. */
export async function isReadable(bytes: Blob): Promise<boolean> {
  try {
    await bytes.slice(0, 1).arrayBuffer();
    return true;
  } catch {
    return false;
  }
}
