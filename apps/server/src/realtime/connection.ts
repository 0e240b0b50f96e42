import { closeCodes, closeWords, type ChatSocketEvent, type CloseReason, type ServerEvent } from '@confab/protocol';
import { textFrame } from './frame.ts';
import type { Joiner, Tick } from './tick.ts';
import { TokenBucket, type Rate } from './token-bucket.ts';
import type { PlaceRole } from '@confab/protocol/place-role';
import type { Transport } from './transport.ts';

/** Bounds of one connection. Bytes, milliseconds. */
export interface ConnectionLimits {
  /** More than this queued: the connection is lagging, and only its cursors are kept (D11). */
  softQueuedBytes: number;
  /** More than this queued: closed as slow (D12). */
  hardQueuedBytes: number;
  /** Something queued and nothing sent for this long: closed as slow (D12). */
  stuckAfterMs: number;
  /** Commands under way; beyond it the socket is not read from. */
  maxInFlight: number;
  commands: Rate;
  /** Of all connections of one person on one node together. */
  commandsPerUser: Rate;
  /** What one person may be told of chats by one node, over REST and sockets: see DescriptionPace. */
  descriptionsPerUser: Rate;
  badFrames: Rate;
  /** Commands refused for their number, before the connection is closed as a flood. */
  refusals: Rate;
  /** Connections of one person on one node; one more is refused before the upgrade. */
  connectionsPerUser: number;
}

export const defaultConnectionLimits: ConnectionLimits = {
  softQueuedBytes: 256 * 1024,
  hardQueuedBytes: 8 * 1024 * 1024,
  stuckAfterMs: 15_000,
  maxInFlight: 64,
  commands: { perSecond: 40, burst: 200 },
  commandsPerUser: { perSecond: 120, burst: 600 },
  // A person is some 270 bytes. Four times a thousand direct chats at once, and one such list every seven seconds.
  descriptionsPerUser: { perSecond: 1_000, burst: 30_000 },
  badFrames: { perSecond: 1, burst: 20 },
  refusals: { perSecond: 20, burst: 200 },
  connectionsPerUser: 500,
};

export interface ConnectionOptions {
  id: string;
  userId: string;
  sessionId: string;
  /** What their person was in the place when it was opened: with another role comes another connection. */
  role: PlaceRole;
  /** `chat` sockets speak the frames for simple clients: no `changes`, a `message` each. */
  endpoint: 'unified' | 'chat';
  transport: Transport;
  tick: Tick;
  now: number;
  limits?: ConnectionLimits;
  /** It is over, whoever ended it and whether or not the peer agrees: it counts as nobody's any more. Called once. */
  onClosed?: (connection: Connection) => void;
  /** It was lagging and is not any more: what was dropped meanwhile is to be told anew. */
  onRecovered?: (connection: Connection) => void;
}

/** What a connection follows: of its kind there is the channel. */
interface Stream {
  /** Of the channel of a chat. */
  readonly chatId?: string;
  detach(connection: Connection): void;
  fallBehind(connection: Connection): void;
  catchUp(connection: Connection): void;
}

/** One live socket: its outbox, its health, and the channels that it is on. */
export class Connection {
  readonly id: string;
  readonly userId: string;
  readonly sessionId: string;
  readonly role: PlaceRole;
  readonly endpoint: 'unified' | 'chat';
  readonly channels = new Set<Stream>();
  /** It is to be told of its user's chats: not before it said which it knows. */
  hasResumed = false;
  /** It is told of the threads that its user follows. */
  wantsThreads = false;
  /** It is told who types in small chats that it has not open. */
  wantsTyping = false;
  /** It understands receipts. */
  wantsReceipts = false;
  readonly #transport: Transport;
  readonly #tick: Tick;
  readonly #limits: ConnectionLimits;
  readonly #commands: TokenBucket;
  readonly #badFrames: TokenBucket;
  readonly #refusals: TokenBucket;
  readonly #onClosed: (connection: Connection) => void;
  readonly #onRecovered: (connection: Connection) => void;
  #outbox: Buffer[] = [];
  #outboxBytes = 0;
  #lagging = false;
  #closed = false;
  #closedFor: CloseReason | null = null;
  #leaving: CloseReason | null = null;
  #inFlight = 0;
  #drainWaiters: (() => void)[] = [];
  #turns: Promise<void> = Promise.resolve();
  #heardAt: number;
  #pinged = false;
  #progress = { sentBytes: 0, at: 0 };

  constructor(options: ConnectionOptions) {
    const { id, userId, sessionId, role, endpoint, transport, tick, now, limits } = options;
    this.id = id;
    this.userId = userId;
    this.sessionId = sessionId;
    this.role = role;
    this.endpoint = endpoint;
    this.#transport = transport;
    this.#tick = tick;
    this.#limits = limits ?? defaultConnectionLimits;
    this.#commands = new TokenBucket(this.#limits.commands, now);
    this.#badFrames = new TokenBucket(this.#limits.badFrames, now);
    this.#refusals = new TokenBucket(this.#limits.refusals, now);
    this.#onClosed = options.onClosed ?? (() => {});
    this.#onRecovered = options.onRecovered ?? (() => {});
    this.#heardAt = now;
    this.#progress.at = now;
  }

  get isClosed(): boolean {
    return this.#closed;
  }

  /** Why we closed it; null where it is open, or was gone by itself. */
  get closedFor(): CloseReason | null {
    return this.#closedFor;
  }

  get isLagging(): boolean {
    return this.#lagging;
  }

  get queuedBytes(): number {
    return this.#transport.queuedBytes;
  }

  send(event: ServerEvent | ChatSocketEvent): void {
    this.enqueue(textFrame(JSON.stringify(event)));
  }

  /** Queues whole frames; they leave at the end of this turn, after what was queued before them. */
  enqueue(frames: Buffer): void {
    if (this.#closed) return;
    this.#outboxBytes += frames.length;
    if (this.#outbox.push(frames) === 1) this.#tick.addConnection(this);
  }

  /** Drops the event where the connection is behind: for what a newer one replaces (D23). */
  sendEphemeral(frames: Buffer): void {
    if (!this.#lagging) this.enqueue(frames);
  }

  flush(joiner: Joiner): void {
    if (this.#outbox.length === 0) return;
    const frames = this.#outbox;
    this.#emptyOutbox();
    if (this.#closed) return;
    this.#transport.write(joiner.join(frames));
    const queued = this.#transport.queuedBytes;
    if (queued > this.#limits.hardQueuedBytes) this.close('slow');
    else if (queued > this.#limits.softQueuedBytes) this.#lag();
  }

  #emptyOutbox(): void {
    this.#outbox = [];
    this.#outboxBytes = 0;
  }

  /** Everything gathered so far is queued in order; from here on only the cursors are kept. */
  #lag(): void {
    if (this.#lagging) return;
    this.#lagging = true;
    this.#transport.pauseReading();
    for (const channel of this.channels) channel.fallBehind(this);
  }

  /** The transport's queue is empty again. */
  drained(): void {
    for (const resolve of this.#drainWaiters.splice(0)) resolve();
    if (!this.#lagging || this.#closed) return;
    this.#lagging = false;
    this.#readOn();
    for (const channel of this.channels) channel.catchUp(this);
    this.#onRecovered(this);
  }

  /**
   * Resolves when there is room for more: those who send pages wait for it between them. Little is not waited for: small pages of
   * many chats leave in one write (D9).
   */
  async untilWritable(): Promise<void> {
    if (this.#outboxBytes + this.#transport.queuedBytes <= this.#limits.softQueuedBytes / 4) return;
    // What is in the outbox reaches the transport's count at the end of the turn.
    await this.#tick.untilWritten();
    if (this.#closed || this.#transport.queuedBytes <= this.#limits.softQueuedBytes / 2) return;
    await new Promise<void>((resolve) => this.#drainWaiters.push(resolve));
  }

  /**
   * Runs what sends a large part and waits for room after it; one at a time, or the pages of many chats together would
   * go past the hard limit. Rejects as `work` does.
   */
  inTurn(work: () => Promise<void>): Promise<void> {
    const turn = this.#turns.then(work);
    this.#turns = turn.catch(() => {});
    return turn;
  }

  /** Answers 0 where a command of this cost may run, else in how many milliseconds it may. */
  takeCommand(now: number, cost = 1): number {
    return this.#commands.take(now, cost);
  }

  /** Counts a frame that was none of ours; too many of them close the connection. */
  countBadFrame(now: number): void {
    if (this.#badFrames.take(now) > 0) this.close('flood');
  }

  /** Counts a command that came too early; a client that does not slow down is closed. */
  countRefusal(now: number): void {
    if (this.#refusals.take(now) > 0) this.close('flood');
  }

  /** Runs a command, its answer included, and keeps count: with too many under way the socket is not read from. */
  async run(command: () => Promise<void>): Promise<void> {
    this.#inFlight += 1;
    if (this.#inFlight === this.#limits.maxInFlight) this.#transport.pauseReading();
    try {
      await command();
    } finally {
      this.#inFlight -= 1;
      if (this.#inFlight === this.#limits.maxInFlight - 1) this.#readOn();
      if (this.#inFlight === 0 && this.#leaving !== null) this.close(this.#leaving);
    }
  }

  #readOn(): void {
    if (this.#inFlight >= this.#limits.maxInFlight || this.#lagging || this.#closed || this.#leaving !== null) return;
    this.#transport.resumeReading();
  }

  /** Reads nothing more, and closes as soon as every command that came is answered. */
  leave(why: CloseReason): void {
    if (this.#inFlight === 0) return this.close(why);
    this.#leaving ??= why;
    this.#transport.pauseReading();
  }

  /** Something came from the peer: it lives. */
  heard(now: number): void {
    this.#heardAt = now;
    this.#pinged = false;
  }

  /** A pong came. Answers whether it was asked for: one for each ping is. */
  takePong(now: number): boolean {
    const wasAsked = this.#pinged;
    this.heard(now);
    return wasAsked;
  }

  /** Called every few seconds: pings the silent, closes the dead (D14) and the stuck (D12). */
  checkHealth(now: number, { pingAfterMs, deadAfterMs }: { pingAfterMs: number; deadAfterMs: number }): void {
    if (this.#closed) return;
    const { sentBytes, queuedBytes } = this.#transport;
    if (queuedBytes === 0 || sentBytes !== this.#progress.sentBytes) this.#progress = { sentBytes, at: now };
    else if (now - this.#progress.at >= this.#limits.stuckAfterMs) return this.close('slow');
    // A connection that we do not read from can't be heard: only its progress counts.
    if (this.#lagging || this.#inFlight >= this.#limits.maxInFlight) return this.heard(now);
    const silentMs = now - this.#heardAt;
    if (silentMs >= deadAfterMs) return this.terminate();
    if (silentMs >= pingAfterMs && !this.#pinged) {
      this.#pinged = true;
      this.#transport.ping();
    }
  }

  close(why: CloseReason): void {
    if (this.#closed) return;
    const { code } = closeCodes[why];
    if (this.#outbox.length > 0 && why !== 'slow') this.#transport.write(Buffer.concat(this.#outbox));
    this.#emptyOutbox();
    // Whoever floods is not listened to any longer, not even for its farewell.
    this.#transport.close(code, closeWords[why], { listens: why !== 'flood' });
    // A slow peer would not read the close frame either.
    if (why === 'slow' && this.#transport.queuedBytes > this.#limits.softQueuedBytes) this.#transport.terminate();
    this.markClosed(why);
  }

  /** Cuts it off without a word. */
  terminate(): void {
    this.#transport.terminate();
    this.markClosed();
  }

  /** The socket is gone or going: nothing more is sent. `why`: where we ended it. */
  markClosed(why: CloseReason | null = null): void {
    if (this.#closed) return;
    this.#closed = true;
    this.#closedFor = why;
    this.#emptyOutbox();
    for (const resolve of this.#drainWaiters.splice(0)) resolve();
    for (const channel of this.channels) channel.detach(this);
    this.#onClosed(this);
  }
}
