import type { ChangeEvent } from '../bus/bus.ts';
import type { ChatHead, ChatLog } from '../storage/chat-log.ts';
import { ChangeReader, type ChangePage } from './change-page.ts';
import { ChangeRing } from './change-ring.ts';
import type { Connection } from './connection.ts';
import { joinFrames, textFrame } from './frame.ts';
import { memberChanges, noChanges, readMemberNews, type MemberChanges } from './member-changes.ts';
import type { Tick } from './tick.ts';

/** Changes heard while a gap is read; of more the newest, the others are read too. */
const keptWhileHealing = 256;

/** `following` holds every connection on the channel; a live one is at `rev`, another at a cursor of its own. */
interface Follower {
  live: boolean;
  /** Everything up to here has been sent to it. Meaningful while not live. */
  cursor: number;
  /** The messages up to here were there when it began to be caught up, as far as is known. */
  seq: number;
  catchingUp: Promise<void> | null;
}

export interface ChannelOptions {
  chatId: string;
  log: ChatLog;
  tick: Tick;
  /** These followers' users ceased to be members in the place of the log that they have come to. */
  onMemberGone: (chatId: string, gone: readonly Connection[]) => void;
  /** The stream has come to where this user became a member. */
  onMemberAdded: (chatId: string, userId: string) => void;
  onError: (error: unknown) => void;
  /** So many live frames were handed to connections. */
  onDelivered?: ((frames: number) => void) | undefined;
}

/**
 * One chat on one node: the point that its live stream has reached, and who follows it. Every follower sees every change
 * after the one it came with, in the order of `rev`, none missing and none twice (D7, D16), whatever the bus does.
 */
export class Channel {
  readonly chatId: string;
  readonly #reader: ChangeReader;
  readonly #tick: Tick;
  readonly #onMemberGone: ChannelOptions['onMemberGone'];
  readonly #onMemberAdded: ChannelOptions['onMemberAdded'];
  readonly #onError: (error: unknown) => void;
  readonly #onDelivered: ChannelOptions['onDelivered'];
  readonly #followers = new Map<Connection, Follower>();
  readonly #live = new Set<Connection>();
  readonly #ring = new ChangeRing();
  #pending: Buffer[] = [];
  #rev: number;
  /** The messages up to here are in the stream. While a gap is healed: were before it. */
  #seq: number;
  #heardRev: number;
  /** The greatest `seq` in the pages that heal a gap. */
  #healedSeq = 0;
  #healing: Promise<void> | null = null;
  /** Heard since healing began. Without them a chat that never pauses would be read from the database for ever. */
  #kept: ChangeEvent[] = [];

  /** The stream begins at this head of the chat. */
  constructor(options: ChannelOptions, { seq, rev }: ChatHead) {
    this.chatId = options.chatId;
    this.#reader = new ChangeReader(options.chatId, options.log);
    this.#tick = options.tick;
    this.#onMemberGone = options.onMemberGone;
    this.#onMemberAdded = options.onMemberAdded;
    this.#onError = options.onError;
    this.#onDelivered = options.onDelivered;
    this.#rev = rev;
    this.#seq = seq;
    this.#heardRev = rev;
  }

  /** The change up to which the live stream has come. */
  get rev(): number {
    return this.#rev;
  }

  /** The greatest change that was heard of: while a gap is healed the stream is behind it. */
  get heardRev(): number {
    return Math.max(this.#rev, this.#heardRev);
  }

  /** Called every few seconds: pages that were shared in a rush are let go. */
  forgetPages(): void {
    this.#reader.forget();
    this.#ring.forgetPage();
  }

  isFollowedBy(connection: Connection): boolean {
    return this.#followers.has(connection);
  }

  get followers(): { readonly size: number; keys(): Iterable<Connection> } {
    return this.#followers;
  }

  get isEmpty(): boolean {
    return this.#followers.size === 0;
  }

  /** A change from the bus: the next one is delivered, an old one dropped, one from further ahead reveals a gap. */
  accept(event: ChangeEvent): void {
    if (event.rev <= this.#rev) return;
    this.hearOf(event.rev);
    if (this.#healing) this.#keep(event);
    else if (event.rev === this.#rev + 1) this.#deliver(event);
  }

  #keep(event: ChangeEvent): void {
    if (this.#kept.push(event) > keptWhileHealing) this.#kept.shift();
  }

  /** The log has a change `rev`; if it does not come by the bus in its turn it is read from the database. */
  hearOf(rev: number): void {
    if (rev > this.#heardRev) this.#heardRev = rev;
    if (rev > this.#rev + 1) void this.heal();
  }

  #deliver({ seq, rev, kind, json }: ChangeEvent): void {
    const frame = textFrame(`{"type":"message","message":${json}}`);
    const members = kind === 'system' && seq > this.#seq ? membersAfter(json, this.#seq) : noChanges;
    if (seq > this.#seq) this.#seq = seq;
    // Before the change is theirs to get: it may go out with what is pending.
    this.#dropGone(members);
    if (this.#pending.push(frame) === 1) this.#tick.addChannel(this);
    const [leaver = null] = members.left;
    this.#ring.push({ fromRev: this.#rev, frame, leaver });
    this.#rev = rev;
    this.#joinThoseWhoWait();
    this.#greetAdded(members);
  }

  /** Reads what is missing, once however many wait for it (D7), and delivers it in order. Never rejects. */
  heal(): Promise<void> {
    this.#healing ??= this.#readMissing();
    return this.#healing;
  }

  async #readMissing(): Promise<void> {
    try {
      for (;;) {
        const [from, heard] = [this.#rev, this.#heardRev];
        const page = await this.#reader.readNow(from);
        if (page.upToRev > from) this.#deliverPage(page);
        this.#deliverKept();
        if (this.#rev === from) {
          // What is heard of is in the log: this never was, and nobody's cursor is to be measured by it.
          if (this.#heardRev === heard) this.#heardRev = from;
          return;
        }
        if (!page.more && this.#heardRev <= this.#rev) return;
      }
    } catch (error) {
      this.#onError(error);
    } finally {
      // In the same step as the last look at `heardRev`: the next change is delivered, or heals anew.
      this.#healing = null;
      this.#kept = [];
    }
  }

  /** What goes on where the page ends. */
  #deliverKept(): void {
    for (const event of this.#kept.toSorted((left, right) => left.rev - right.rev)) {
      if (event.rev === this.#rev + 1) this.#deliver(event);
    }
  }

  #deliverPage(page: ChangePage): void {
    this.distribute();
    const members = page.membersAfter(this.#seq);
    this.#dropGone(members);
    for (const connection of this.#live) connection.enqueue(page.frames(connection.endpoint));
    // Live connections take a change by its `rev`, one by one: the ring starts anew after a page.
    this.#ring.clear();
    this.#rev = page.upToRev;
    this.#healedSeq = Math.max(this.#healedSeq, page.lastSeq);
    // With the last page: before it, what was new when the gap began may come in any of them.
    if (!page.more) this.#seq = Math.max(this.#seq, this.#healedSeq);
    this.#joinThoseWhoWait();
    this.#greetAdded(members);
  }

  /** Hands what is pending to the live followers' outboxes, joined once. */
  distribute(): void {
    if (this.#pending.length === 0) return;
    const joined = joinFrames(this.#pending);
    this.#onDelivered?.(this.#pending.length * this.#live.size);
    this.#pending = [];
    for (const connection of this.#live) connection.enqueue(joined);
  }

  /** Follows from `cursor`: what came after it is sent first. A cursor ahead of the stream waits for it. */
  attach(connection: Connection, cursor: number): void {
    this.#live.delete(connection);
    // Not more than all changes since can have been new messages.
    const seq = this.#seq - Math.max(0, this.#rev - cursor);
    this.#followers.set(connection, { live: false, cursor, seq, catchingUp: null });
    connection.channels.add(this);
    this.catchUp(connection);
  }

  detach(connection: Connection): void {
    this.#followers.delete(connection);
    this.#live.delete(connection);
    connection.channels.delete(this);
  }

  /** All that was gathered is in the connection's queue, so its cursor is the stream's. */
  fallBehind(connection: Connection): void {
    const follower = this.#followers.get(connection);
    if (!follower?.live) return;
    this.#live.delete(connection);
    follower.live = false;
    follower.cursor = this.#rev;
    follower.seq = this.#seq;
  }

  /** Brings a follower from its cursor to the live stream. */
  catchUp(connection: Connection): void {
    const follower = this.#followers.get(connection);
    if (!follower || follower.live || follower.catchingUp || connection.isLagging) return;
    if (follower.cursor === this.#rev) return this.#join(connection, follower);
    follower.catchingUp = this.#catchUpInPages(connection, follower)
      .catch((error: unknown) => {
        this.#onError(error);
        connection.close('internal');
      })
      .finally(() => {
        follower.catchingUp = null;
        // Lag may have begun and ended while the last page was under way, and the stream have come to where it waits.
        if (!follower.live && follower.cursor <= this.#rev) this.catchUp(connection);
      });
  }

  /** Resolves when what came after the follower's cursor has been sent, or it is not being caught up any more. */
  async caughtUp(connection: Connection): Promise<void> {
    await this.#followers.get(connection)?.catchingUp;
  }

  async #catchUpInPages(connection: Connection, follower: Follower): Promise<void> {
    while (this.#followers.get(connection) === follower && !connection.isLagging) {
      if (follower.cursor === this.#rev) return this.#join(connection, follower);
      // Read from the database before the bus told of it: the stream comes by here soon.
      if (follower.cursor > this.#rev) return this.hearOf(follower.cursor);
      await connection.inTurn(() => this.#sendPart(connection, follower));
    }
  }

  async #sendPart(connection: Connection, follower: Follower): Promise<void> {
    if (this.#followers.get(connection) !== follower || connection.isLagging) return;
    const recent = this.#ring.since(follower.cursor);
    if (recent) {
      if (recent.leavers.has(connection.userId)) return this.#drop([connection]);
      connection.enqueue(recent.frames);
      follower.cursor = this.#rev;
    } else {
      const page = await this.#reader.read(follower.cursor);
      if (this.#followers.get(connection) !== follower) return;
      // Back further on in the page, it is told of the chat anew.
      if (page.membersAfter(follower.seq).left.has(connection.userId)) return this.#drop([connection]);
      // A shared page may be from before the change that is waited for.
      if (page.upToRev <= follower.cursor) this.#reader.forget();
      else connection.enqueue(page.frames(connection.endpoint));
      follower.cursor = Math.max(follower.cursor, page.upToRev);
    }
    await connection.untilWritable();
  }

  #joinThoseWhoWait(): void {
    if (this.#followers.size === this.#live.size) return;
    for (const [connection, follower] of this.#followers) {
      // The stream may have gone past a cursor in one page.
      if (!follower.live && follower.cursor <= this.#rev) this.catchUp(connection);
    }
  }

  #join(connection: Connection, follower: Follower): void {
    // The pending frames are older than the follower's cursor.
    this.distribute();
    follower.live = true;
    this.#live.add(connection);
  }

  #dropGone({ left }: MemberChanges): void {
    if (left.size > 0) this.#drop([...this.#followers.keys()].filter(({ userId }) => left.has(userId)));
  }

  #drop(gone: readonly Connection[]): void {
    for (const connection of gone) this.detach(connection);
    if (gone.length > 0) this.#onMemberGone(this.chatId, gone);
  }

  #greetAdded({ added }: MemberChanges): void {
    for (const userId of added) this.#onMemberAdded(this.chatId, userId);
  }
}

function membersAfter(json: string, seq: number): MemberChanges {
  return memberChanges(readMemberNews(JSON.parse(json)), seq);
}
