import type { HistogramJson } from '../measure/histogram.ts';
import type { ClientPlace, DialectName } from './dialect.ts';

/** What the benchmark asks of a process of load, and what comes back. Everything here crosses a process boundary as JSON. */
export interface LoadCalls {
  connect(args: ConnectArgs): Promise<ConnectResult>;
  /** Cuts every connection off. */
  cut(args: Record<string, never>): Promise<Record<string, never>>;
  counters(args: Record<string, never>): Promise<Counters>;
  /** Latencies since the last call. */
  latencies(args: Record<string, never>): Promise<LatencyResult>;
  /** This process's first connection keeps `inFlight` messages under way to the one group. */
  startEcho(args: EchoArgs): Promise<Record<string, never>>;
  stopEcho(args: Record<string, never>): Promise<EchoResult>;
  startSends(args: SendArgs): Promise<Record<string, never>>;
  stopSends(args: Record<string, never>): Promise<SendResult>;
  /** Reconnects everybody with the cursors given; resolves when all are ready and at their targets. */
  resume(args: ResumeArgs): Promise<ResumeResult>;
  /** One client connects and resumes, again and again. */
  resumeAgain(args: ResumeAgainArgs): Promise<ResumeAgainResult>;
  httpLoad(args: HttpArgs): Promise<HttpResult>;
  restLoad(args: RestArgs): Promise<RestResult>;
  upload(args: UploadArgs): Promise<UploadResult>;
  /** Connects clients that come back by themselves when they are cut off. Resolves when all are live. */
  gather(args: CrowdArgs): Promise<Record<string, never>>;
  talk(args: TalkArgs): Promise<Record<string, never>>;
  hush(args: Record<string, never>): Promise<TalkResult>;
  crowd(args: CrowdQuestion): Promise<CrowdState>;
}
export type LoadCall = keyof LoadCalls;

export interface Target {
  port: number;
  dialect: DialectName;
}

export interface ConnectArgs extends Target {
  clients: ClientPlace[];
  /** Connections being opened at the same time. */
  concurrency: number;
}
export interface ConnectResult {
  connected: number;
  seconds: number;
  failures: string[];
}

export interface Counters {
  messages: number;
  /** Of these, the ones that came in a page of `changes`: the server had noticed a gap and read them from its log. */
  paged: number;
  /** When the last of them came, on the machine's monotonic clock. */
  lastMessageMicros: number;
  acks: number;
  others: number;
  errors: number;
  firstError: string | null;
  /** Connections that ended by themselves. */
  lost: number;
  lastEnd: string | null;
  /** When this was read. */
  atMicros: number;
}

interface LatencyResult {
  /** Of messages, from when they were meant to leave. */
  delivered: HistogramJson;
  /** Of acknowledgements, the same. */
  acknowledged: HistogramJson;
}

export interface EchoArgs {
  chatId: string;
  inFlight: number;
  contentBytes: number;
}
export interface EchoResult {
  sent: number;
  returned: number;
}

export interface SendArgs {
  /** chatId of the connection of the same index; null sends nothing. */
  chatIds: (string | null)[];
  contentBytes: number;
  /** Open loop: messages per second of this process, sent when they are due whatever comes back. */
  ratePerSecond?: number;
  /** Closed loop: each connection keeps this many unacknowledged. */
  inFlight?: number;
  /** Of a closed loop: each connection stops after this many. */
  limitPerConnection?: number;
}
export interface SendResult {
  sent: number;
  acknowledged: number;
  /** How late the open loop itself sent, in microseconds. */
  lateness: HistogramJson;
}

export interface ResumeArgs extends Target {
  clients: ClientPlace[];
  /** Of every client in order: chatId -> rev it must reach. */
  targets: Record<string, number>[];
  concurrency: number;
  timeoutMs: number;
}
export interface ResumeResult {
  caughtUp: number;
  retries: number;
  seconds: number;
  /** Of each client: from the cut until it was caught up. */
  perClient: HistogramJson;
  firstFailure: string | null;
}

export interface HttpArgs {
  port: number;
  connections: number;
  seconds: number;
  /** Connections take them in turn. */
  tokens: string[];
  /** Taken in turn from a random start. */
  paths: string[];
  /** The part that is asked for, as in `Range`. */
  range?: string;
}
export interface HttpResult {
  requests: number;
  notOk: number;
  bytes: number;
  seconds: number;
  latencies: HistogramJson;
}

/** What an answer must hold. */
export type Expected =
  | { kind: 'page'; chatId: string; messages: { seq: number; content: string }[] }
  /** chatId -> what the last message of it says. */
  | { kind: 'chats'; last: Record<string, string> }
  | { kind: 'me'; userId: string }
  | { kind: 'html' }
  /** Canned: it is the answer to some other post. */
  | { kind: 'post'; chatId: string; isCanned?: boolean };

export interface Ask {
  path: string;
  expected: Expected;
}
/** What one client asks for, in turn. Null: it is a stranger. */
export interface RestLane {
  token: string | null;
  asks: Ask[];
}
export interface RestArgs {
  port: number;
  seconds: number;
  lanes: RestLane[];
  /** Of this call, among all that this server is asked: what is posted is named after it. */
  name: string;
}
export interface Acknowledged {
  chatId: string;
  clientId: string;
  seq: number;
}
export interface RestResult {
  requests: number;
  wrong: number;
  firstWrong: string | null;
  bytes: number;
  seconds: number;
  acknowledged: Acknowledged[];
  latencies: HistogramJson;
}

export interface CrowdArgs {
  clients: ClientPlace[];
  /** Of the nodes: a client goes to the first that does not refuse. */
  ports: number[];
  concurrency: number;
}

export interface TalkArgs {
  /** Messages of this process. */
  ratePerSecond: number;
  contentBytes: number;
}
export interface TalkResult {
  /** chatId -> messages of this process until now. */
  sent: Record<string, number>;
}

export interface CrowdQuestion {
  /** chatId -> rev that everybody should have. */
  heads: Record<string, number>;
  /** On the machine's monotonic clock: who became live after it is counted as back. */
  sinceMicros: number;
}
/** Of clients, and of what they have seen since they were gathered. */
export interface CrowdState {
  notLive: number;
  behind: number;
  unacknowledged: number;
  doubled: number;
  missing: number;
  reset: number;
  refused: number;
  reconnects: number;
  /** chatId -> the greatest rev that anybody has. */
  revs: Record<string, number>;
  /** Microseconds from `sinceMicros` until a client had everything again. */
  back: HistogramJson;
  lastBackMicros: number;
}

export interface ResumeAgainArgs extends Target {
  client: ClientPlace;
  times: number;
}
export interface ResumeAgainResult {
  /** From the resume command to `ready`. */
  latencies: HistogramJson;
  failures: string[];
}

export interface UploadArgs {
  port: number;
  token: string;
  bytes: number;
  /** False: it is given up once it is whole, and its room is free again. */
  isKept: boolean;
}
export interface UploadResult {
  seconds: number;
  fileId: string;
}
