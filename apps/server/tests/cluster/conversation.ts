import { type Clock, createRestClient } from '@confab/client';
import { startGroup, type Person } from '../api.ts';
import { History } from '../simulation/history.ts';
import { ClusterClient } from './cluster-client.ts';
import type { Cluster, ClusterNode } from './cluster.ts';
import { eventually } from './eventually.ts';
import { isSettled, judge } from './judge.ts';

/** Six people at this pace make sixty messages a second: a client that was away for 15 s is still told of each. */
const sendEveryMs = 100;

/** The real one where it answers none. */
type ClockOf = (person: Person) => Clock | undefined;

const realTime = {
  get exact() {
    return performance.now();
  },
};

/** People of one group who talk through the balancer while things break, and the record of what happened. */
export class Conversation implements AsyncDisposable {
  readonly cluster: Cluster;
  readonly chatId: string;
  readonly history = new History(realTime);
  readonly clients: ClusterClient[] = [];

  private constructor(cluster: Cluster, chatId: string) {
    this.cluster = cluster;
    this.chatId = chatId;
  }

  /** Everybody is connected and live, as many on each node as on the others. */
  static async start(
    cluster: Cluster,
    people: readonly Person[],
    clockOf: ClockOf = () => undefined,
  ): Promise<Conversation> {
    const [owner] = people;
    if (!owner) throw new Error('Nobody is there to talk.');
    const { id } = await startGroup(owner, people.slice(1));
    const conversation = new Conversation(cluster, id);
    const perNode = Math.ceil(people.length / cluster.nodes.length);
    for (const [index, node] of cluster.nodes.entries()) {
      const some = people.slice(index * perNode, (index + 1) * perNode);
      await cluster.balanceTo([node], () => conversation.#connect(some, clockOf));
    }
    return conversation;
  }

  /** Those who are connected to the node, as they were connected at the start. */
  clientsOf(node: ClusterNode): readonly ClusterClient[] {
    const perNode = Math.ceil(this.clients.length / this.cluster.nodes.length);
    const start = this.cluster.nodes.indexOf(node) * perNode;
    return this.clients.slice(start, start + perNode);
  }

  /** Everybody, or only these, send at a steady pace, however long an answer takes, while `work` is under way. */
  async talkDuring<Result>(work: () => Promise<Result>, senders = this.clients): Promise<Result> {
    let count = 0;
    const timers = senders.map((client) =>
      setInterval(() => client.send(this.chatId, `${client.name} ${++count}`), sendEveryMs),
    );
    try {
      return await work();
    } finally {
      for (const timer of timers) clearInterval(timer);
    }
  }

  /** Everybody has the chat on the screen, and all know that. */
  async openEverywhere(): Promise<void> {
    for (const { sdk } of this.clients) sdk.openChat(this.chatId);
    await this.untilActive(this.clients.length);
  }

  /** Resolves when everybody is shown that so many have the chat open, and a fresh read says so too. */
  async untilActive(count: number): Promise<void> {
    await eventually(async () => {
      const shown = this.clients.map(({ sdk }) => sdk.getState().chats.get(this.chatId)?.active?.count);
      if (shown.some((other) => other !== count)) return false;
      const read = await Promise.all(this.cluster.nodes.map((node) => this.#readActive(node)));
      return read.every((other) => other === count);
    }, `${count} people to be active`);
  }

  /** Typing is told by the bus alone: resolves when somebody of each node has seen somebody of another node type. */
  async untilTypingCrosses(): Promise<void> {
    for (const [index, node] of this.cluster.nodes.entries()) {
      const [reader] = this.clientsOf(node);
      const [writer] = this.clientsOf(this.cluster.nodes.at(index - 1) ?? node);
      if (!reader || !writer) throw new Error('A node has nobody.');
      await eventually(() => {
        writer.sdk.typing(this.chatId);
        const typing = reader.sdk.getState().chats.get(this.chatId)?.typing ?? [];
        return typing.some(({ userId }) => userId === writer.userId);
      }, 'somebody to be seen typing');
    }
  }

  longest(figure: 'longestLagMs' | 'longestAwayMs' | 'longestUnacknowledgedMs'): number {
    return Math.round(Math.max(...this.clients.map((client) => client[figure])));
  }

  /** Resolves when so many more messages are on everybody's screen. */
  async untilShown(more: number): Promise<void> {
    const goals = this.clients.map((client) => client.headOf(this.chatId) + more);
    await eventually(
      () => this.clients.every((client, index) => client.headOf(this.chatId) >= (goals[index] ?? 0)),
      `${more} more messages on every screen`,
    );
  }

  /** What is left to break no rule; asked when all has come to rest. */
  async verdict(): Promise<readonly string[]> {
    // Where it never does, the judge tells who is behind and by what.
    await eventually(() => this.#isSettled(), 'everybody to be caught up').catch(() => {});
    return await judge(this);
  }

  async #readActive(node: ClusterNode): Promise<number> {
    const [client] = this.clients;
    const rest = createRestClient({ baseUrl: node.process.url, token: client?.person.token });
    return (await rest.activeUsers(this.chatId)).count;
  }

  async #isSettled(): Promise<boolean> {
    const head = (await this.cluster.storage.log.readHeads([this.chatId])).get(this.chatId);
    return head !== undefined && this.clients.every((client) => isSettled(client, this.chatId, head));
  }

  async #connect(people: readonly Person[], clockOf: ClockOf): Promise<void> {
    const { history } = this;
    const baseUrl = this.cluster.balancer.url;
    const clients = people.map((person) => new ClusterClient(person, { baseUrl, history, clock: clockOf(person) }));
    this.clients.push(...clients);
    await eventually(() => clients.every((client) => client.isLive), 'everybody to be live');
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await Promise.all(this.clients.map((client) => client[Symbol.asyncDispose]()));
  }
}
