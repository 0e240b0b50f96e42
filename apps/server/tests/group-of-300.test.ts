import type { ChatSocketEvent, Message } from '@confab/protocol';
import { expect, test } from 'vitest';
import { api, register, startGroup, type Person } from './api.ts';
import { seedPeople } from './seed-people.ts';
import { joinChat, textOf, type TestSocket } from './sockets.ts';
import { startServer } from './start-server.ts';

const people = 300;
const messages = 200;
const leavers = 30;

/** A simple client: live frames, and after a reconnect the page after what it has. Doubles are dropped by `seq`. */
class SimpleClient {
  readonly #url: string;
  readonly #chatId: string;
  readonly person: Person;
  readonly seen: number[] = [];
  /** Frames of one socket that were not the next message after the frame before. */
  misplaced = 0;
  #socket: TestSocket<ChatSocketEvent> | undefined;

  constructor(url: string, chatId: string, person: Person) {
    this.#url = url;
    this.#chatId = chatId;
    this.person = person;
  }

  async connect(): Promise<void> {
    const socket = await joinChat(this.#url, this.#chatId, this.person);
    this.#socket = socket;
    const waiting: Message[] = [];
    let live = false;
    let lastOnSocket: number | null = null;
    const receive = (event: ChatSocketEvent): void => {
      if (event.type !== 'message') return;
      const { seq } = event.message;
      if (lastOnSocket !== null && seq !== lastOnSocket + 1) this.misplaced += 1;
      lastOnSocket = seq;
      if (live) this.#take(event.message);
      else waiting.push(event.message);
    };
    // What came with the upgrade was kept by the socket.
    for (const event of socket.events) receive(event);
    socket.webSocket.on('message', (data) => receive(JSON.parse(textOf(data)) as ChatSocketEvent));
    await this.#fetchMissed();
    live = true;
    for (const message of waiting) this.#take(message);
  }

  async leave(): Promise<void> {
    await this.#socket?.[Symbol.asyncDispose]();
  }

  /** What the page had already is dropped: the page may be ahead of the socket. */
  #take(message: Message): void {
    if (message.seq > (this.seen.at(-1) ?? 0)) this.seen.push(message.seq);
  }

  async #fetchMissed(): Promise<void> {
    for (;;) {
      const after = this.seen.at(-1) ?? 0;
      const body = await this.person.api.must<{ messages: Message[]; hasMore: boolean }>(
        'GET',
        `/api/chats/${this.#chatId}/messages?after=${after}&limit=200`,
      );
      for (const message of body.messages) this.#take(message);
      if (!body.hasMore) return;
    }
  }
}

test('[D4] [D6] [D16] 300 people get 200 messages in order, none missing, none twice, while 30 come and go', async () => {
  await using server = await startServer();
  const owner = await register(server.url, 'owner');
  const members = await seedPeople(server, people - 1);
  const chat = await startGroup(owner, members);
  const everybody = [owner, ...members];
  const clients = everybody.map((person) => new SimpleClient(server.url, chat.id, person));
  for (let start = 0; start < clients.length; start += 50) {
    await Promise.all(clients.slice(start, start + 50).map((client) => client.connect()));
  }
  const restless = Array.from({ length: leavers }, (_, index) => clients[index * 10 + 1]).filter(
    (c) => c !== undefined,
  );
  const sending = new AbortController();
  const comingAndGoing = restless.map(async (client) => {
    while (!sending.signal.aborted) {
      await client.leave();
      await client.connect();
    }
  });
  const senders = everybody.slice(0, 10).map(({ token }) => api(server.url, token));
  for (let sent = 0; sent < messages; sent += senders.length) {
    await Promise.all(
      senders.map((sender, index) =>
        sender.must('POST', `/api/chats/${chat.id}/messages`, { content: `message ${sent + index}` }),
      ),
    );
  }
  sending.abort();
  await Promise.all(comingAndGoing);
  const expected = Array.from({ length: messages }, (_, index) => index + 1);
  await expect.poll(() => clients.filter(({ seen }) => seen.length < messages).length, { timeout: 60_000 }).toBe(0);
  for (const { seen, misplaced } of clients) {
    expect(seen).toEqual(expected);
    expect(misplaced).toBe(0);
  }
  await Promise.all(clients.map((client) => client.leave()));
}, 180_000);
