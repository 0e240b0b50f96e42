import type { Message, MessagePage } from '@confab/protocol';
import type { PageQuery } from '../../src/storage/chat-log.ts';
import type { Random } from './random.ts';
import type { SimClient } from './sim-client.ts';
import type { SimWorld } from './sim-world.ts';

/** People read history, and what they are answered is held against the database as it was when they asked (D79). */
export class ReadWorkload {
  readonly #world: SimWorld;
  readonly #random: Random;

  constructor(world: SimWorld, random: Random) {
    this.#world = world;
    this.#random = random;
  }

  /** One page is read now. What is refused or lost on the way says nothing. */
  act(client: SimClient): void {
    const chatId = this.#random.pick([...client.sdk.getState().chats.keys()]);
    if (chatId !== undefined) void this.#readPage(client, chatId);
  }

  async #readPage({ caller, name }: SimClient, chatId: string): Promise<void> {
    const node = this.#world.pickNode();
    if (!node) return;
    const { database, history } = this.#world;
    const query = this.#query(database.pageNow(chatId, { limit: 1 }).messages[0]?.seq ?? 0);
    const url = new URL(`http://sim/api/chats/${chatId}/messages?${searchOf(query).toString()}`);
    const before = database.pageNow(chatId, query);
    const work = node.routes.call({ caller, method: 'GET', url, body: undefined });
    const answer = await this.#world.whileAlive(node, work).catch(() => null);
    if (!answer) return;
    const fault = staleness(JSON.parse(answer.json) as MessagePage, before, database.pageNow(chatId, query));
    if (fault !== null) history.violate('D79', `${name} read ${chatId} ${JSON.stringify(query)}: ${fault}`);
  }

  /** Few different ones, so that they are asked for again: the newest, and some of the pages of a client that goes back. */
  #query(lastSeq: number): PageQuery {
    const limit = this.#random.pick([3, 50]) ?? 3;
    const drawn = this.#random.next();
    if (drawn < 0.5) return { limit };
    const place = Math.max(1, lastSeq - (this.#random.pick([-1, 0, 3, 6]) ?? 0));
    return drawn < 0.8 ? { limit, before: place } : { limit, after: Math.max(0, place - 4) };
  }
}

function searchOf({ limit, before, after }: PageQuery): URLSearchParams {
  return new URLSearchParams({
    limit: String(limit),
    ...(before !== undefined && { before: String(before) }),
    ...(after !== undefined && { after: String(after) }),
  });
}

/**
 * How an answer is older than the database was at the question, or is what the database never had; null where it is neither. Numbers
 * of changes only rise: what is the same before and after was so all the time.
 */
function staleness(answer: MessagePage, before: MessagePage, after: MessagePage): string | null {
  if (JSON.stringify(before) === JSON.stringify(after)) {
    return JSON.stringify(answer) === JSON.stringify(before) ? null : differ('a page that stood still', answer, before);
  }
  const wasAt = bySeq(before);
  const isAt = bySeq(after);
  const last = answer.messages.at(-1)?.seq ?? 0;
  if (last < (before.messages.at(-1)?.seq ?? 0)) return differ('messages are missing', answer, before);
  const old = answer.messages.find(({ seq, rev }) => rev < (wasAt.get(seq)?.rev ?? 0));
  if (old) return differ(`${old.seq} is from before`, answer, before);
  const odd = answer.messages.find(({ seq, rev }) => rev > (isAt.get(seq)?.rev ?? Number.POSITIVE_INFINITY));
  return odd ? differ(`${odd.seq} is from later`, answer, after) : null;
}

function bySeq({ messages }: MessagePage): Map<number, Message> {
  return new Map(messages.map((message) => [message.seq, message]));
}

function differ(what: string, answer: MessagePage, stored: MessagePage): string {
  const short = ({ messages, hasMore }: MessagePage): string =>
    `${messages.map(({ seq, rev }) => `${seq}/${rev}`).join(' ')}${hasMore ? ' and more' : ''}`;
  return `${what}: answered ${short(answer)}, stored ${short(stored)}`;
}
