import { decodeParts, type Message } from '@confab/protocol';
import type { ChangeEvent } from '../bus/bus.ts';
import type { ChatLog, EncodedChanges } from '../storage/chat-log.ts';
import { Channel, type ChannelOptions } from './channel.ts';
import { Connection, type ConnectionLimits, defaultConnectionLimits } from './connection.ts';
import { Tick } from './tick.ts';
import type { Transport } from './transport.ts';

/** For tests: a socket that takes what it is told to take. */
export class StageTransport implements Transport {
  readonly writes: Buffer[] = [];
  readonly closed: number[] = [];
  queuedBytes = 0;
  sentBytes = 0;
  pings = 0;
  isPaused = false;
  isTerminated = false;
  /** Takes everything at once unless stuck. */
  isStuck = false;

  write(frames: Buffer): void {
    this.writes.push(frames);
    if (this.isStuck) this.queuedBytes += frames.length;
    else this.sentBytes += frames.length;
  }

  drain(): void {
    this.sentBytes += this.queuedBytes;
    this.queuedBytes = 0;
    this.isStuck = false;
  }

  pauseReading = (): void => void (this.isPaused = true);
  resumeReading = (): void => void (this.isPaused = false);
  ping = (): void => void (this.pings += 1);
  close = (code: number): void => void this.closed.push(code);
  terminate = (): void => void (this.isTerminated = true);

  /** The frames as the peer reads them. */
  get frames(): StageFrame[] {
    return parseFrames(Buffer.concat(this.writes));
  }

  /** The changes that were sent, by `rev`, a page's as far as it reaches. */
  get revs(): number[] {
    return this.frames.flatMap((frame) =>
      frame.message ? [frame.message.rev] : (frame.messages ?? []).map(({ rev }) => rev),
    );
  }
}

export interface StageFrame {
  type: string;
  message?: Message;
  messages?: Message[];
  upToRev?: number;
  more?: boolean;
}

function parseFrames(bytes: Buffer): StageFrame[] {
  const frames: StageFrame[] = [];
  for (let at = 0; at < bytes.length;) {
    const short = bytes.readUInt8(at + 1);
    const header = short < 126 ? 2 : short === 126 ? 4 : 10;
    const length =
      short < 126 ? short : short === 126 ? bytes.readUInt16BE(at + 2) : Number(bytes.readBigUInt64BE(at + 2));
    frames.push(JSON.parse(bytes.toString('utf8', at + header, at + header + length)) as StageFrame);
    at += header + length;
  }
  return frames;
}

export const chatId = 'chat-1';

export function textMessage(seq: number, content = `message ${seq}`): Message {
  return {
    id: `${chatId}.${seq.toString(36)}`,
    chatId,
    seq,
    rev: seq,
    kind: 'text',
    senderId: 'user-0',
    clientId: null,
    content,
    createdAt: new Date(0).toISOString(),
    editedAt: null,
    deletedAt: null,
    ...decodeParts(null),
  };
}

export function memberMessage(seq: number, event: NonNullable<Message['event']>): Message {
  return { ...textMessage(seq, 'somebody came or went'), kind: 'system', event };
}

/** A log that grows by `append`, and answers when it is let to. */
class StageLog implements Pick<ChatLog, 'readChanges' | 'readHeads'> {
  readonly messages: Message[] = [];
  reads = 0;
  /** Set it to make reads wait. */
  gate: Promise<void> = Promise.resolve();

  append(message = textMessage(this.messages.length + 1)): ChangeEvent {
    this.messages.push(message);
    return {
      type: 'change',
      chatId,
      seq: message.seq,
      rev: message.rev,
      kind: message.kind,
      json: JSON.stringify(message),
    };
  }

  /** A snapshot of the moment of the call, answered when the gate opens. */
  async readChanges(_chatId: string, afterRev: number, limit: number): Promise<EncodedChanges> {
    this.reads += 1;
    const rest = this.messages.filter(({ rev }) => rev > afterRev);
    const page = rest.slice(0, limit);
    const more = rest.length > limit;
    const upToRev = (more ? page.at(-1)?.rev : this.messages.at(-1)?.rev) ?? afterRev;
    await this.gate;
    const lastSeq = Math.max(0, ...page.map(({ seq }) => seq));
    return { messagesJson: JSON.stringify(page), count: page.length, lastSeq, upToRev, more };
  }

  readHeads(): ReturnType<ChatLog['readHeads']> {
    const head = this.messages.length;
    return Promise.resolve(new Map([[chatId, { seq: head, rev: head }]]));
  }
}

/** A channel with connections on it, where the end of a turn comes when the test says so. */
export class Stage {
  readonly log = new StageLog();
  readonly gone: Connection[] = [];
  readonly added: string[] = [];
  readonly errors: unknown[] = [];
  #turns: (() => void)[] = [];
  readonly tick = new Tick((run) => void this.#turns.push(run));
  readonly options: ChannelOptions = {
    chatId,
    log: this.log as unknown as ChatLog,
    tick: this.tick,
    onMemberGone: (_chatId, gone) => void this.gone.push(...gone),
    onMemberAdded: (_chatId, userId) => void this.added.push(userId),
    onError: (error) => void this.errors.push(error),
  };
  now = 0;
  #count = 0;

  channel(rev = 0, seq = rev): Channel {
    return new Channel(this.options, { seq, rev });
  }

  connect(
    userId = 'user-1',
    limits: Partial<ConnectionLimits> = {},
  ): { connection: Connection; transport: StageTransport } {
    const transport = new StageTransport();
    const connection = new Connection({
      id: `c${++this.#count}`,
      userId,
      sessionId: 's',
      role: 'member',
      endpoint: 'unified',
      transport,
      tick: this.tick,
      now: this.now,
      limits: { ...defaultConnectionLimits, ...limits },
    });
    return { connection, transport };
  }

  /** Ends the turn, and those that follow from it. */
  async endTurn(): Promise<void> {
    for (let quiet = 0; quiet < 3; quiet += 1) {
      await new Promise((resolve) => setImmediate(resolve));
      if (this.#turns.length > 0) quiet = 0;
      for (const run of this.#turns.splice(0)) run();
    }
  }
}
