import { isDeepStrictEqual } from 'node:util';
import type { Chat, ChatList, Message, MessagePage, User } from '@confab/protocol';
import { isThreadId } from '@confab/protocol/threads';
import { stageAccounts } from '../../src/accounts/stage-accounts.ts';
import { chatIdsOf, describeChats } from '../../src/chats/index.ts';
import type { PageQuery } from '../../src/storage/chat-log.ts';
import type { Random } from './random.ts';
import type { SimClient } from './sim-client.ts';
import type { SimWorld } from './sim-world.ts';

/** People read history and lists of chats, and what they are answered is held against the database as it was when they asked (D79). */
export class ReadWorkload {
  readonly #world: SimWorld;
  readonly #random: Random;

  constructor(world: SimWorld, random: Random) {
    this.#world = world;
    this.#random = random;
  }

  /** One page or list is read now. What is refused or lost on the way says nothing. */
  act(client: SimClient): void {
    if (this.#random.chance(0.3)) return void this.#readList(client);
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

  async #readList({ caller, name }: SimClient): Promise<void> {
    const node = this.#world.pickNode();
    if (!node) return;
    const before = await this.#chatsOf(caller.userId);
    const url = new URL('http://sim/api/chats');
    const work = node.routes.call({ caller, method: 'GET', url, body: undefined });
    const answer = await this.#world.whileAlive(node, work).catch(() => null);
    if (!answer) return;
    const after = await this.#chatsOf(caller.userId);
    for (const fault of staleChats((JSON.parse(answer.json) as ChatList).chats, before, after)) {
      this.#world.history.violate('D79', `${name} read a list: ${fault}`);
    }
  }

  /** As the database has them at this moment. */
  async #chatsOf(userId: string): Promise<Chat[]> {
    const { database, people } = this.#world;
    const storage = database.storage(async (_kind, _job, run) => run());
    const users = async (ids: readonly string[]) =>
      new Map(ids.flatMap((id): [string, User][] => [people.get(id)].flatMap((user) => (user ? [[id, user]] : []))));
    const chatIds = (await chatIdsOf(storage.db, userId)).filter((id) => !isThreadId(id));
    return await describeChats({ storage, accounts: { ...stageAccounts(), users } }, userId, chatIds);
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

/** Who is online is told by no log. What was the same before and after was so all the time, here too. */
function staleChats(answer: readonly Chat[], before: readonly Chat[], after: readonly Chat[]): string[] {
  const stored = new Map(after.map((chat) => [chat.id, chat]));
  const told = new Map(answer.map((chat) => [chat.id, chat]));
  return before.flatMap((chat) => {
    const stoodStill = isDeepStrictEqual(withoutPresence(chat), withoutPresence(stored.get(chat.id)));
    if (!stoodStill || isDeepStrictEqual(withoutPresence(told.get(chat.id)), withoutPresence(chat))) return [];
    return [`answered ${JSON.stringify(told.get(chat.id))}, stored ${JSON.stringify(chat)}`];
  });
}

function withoutPresence(chat: Chat | undefined): unknown {
  return chat && { ...chat, members: chat.members.map(({ user, ...member }) => ({ ...member, id: user.id })) };
}

function bySeq({ messages }: MessagePage): Map<number, Message> {
  return new Map(messages.map((message) => [message.seq, message]));
}

function differ(what: string, answer: MessagePage, stored: MessagePage): string {
  const short = ({ messages, hasMore }: MessagePage): string =>
    `${messages.map(({ seq, rev }) => `${seq}/${rev}`).join(' ')}${hasMore ? ' and more' : ''}`;
  return `${what}: answered ${short(answer)}, stored ${short(stored)}`;
}
