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
  doubles = 0;
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
    socket.webSocket.on('message', (data) => {
      const event = JSON.parse(textOf(data)) as ChatSocketEvent;
      if (event.type !== 'message') return;
      if (live) this.#take(event.message, true);
      else waiting.push(event.message);
    });
    await this.#fetchMissed();
    live = true;
    for (const { message } of socket.ofType('message')) this.#take(message, false);
    for (const message of waiting) this.#take(message, false);
  }

  async leave(): Promise<void> {
    await this.#socket?.[Symbol.asyncDispose]();
  }

  #take(message: Message, isLive: boolean): void {
    const last = this.seen.at(-1) ?? 0;
    if (message.seq > last) this.seen.push(message.seq);
    else if (isLive) this.doubles += 1;
  }

  async #fetchMissed(): Promise<void> {
    for (;;) {
      const after = this.seen.at(-1) ?? 0;
      const { body } = await this.person.api.call<{ messages: Message[]; hasMore: boolean }>(
        'GET',
        `/api/chats/${this.#chatId}/messages?after=${after}&limit=200`,
      );
      for (const message of body.messages) this.#take(message, false);
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
        sender.call('POST', `/api/chats/${chat.id}/messages`, { content: `message ${sent + index}` }),
      ),
    );
  }
  sending.abort();
  await Promise.all(comingAndGoing);
  const expected = Array.from({ length: messages }, (_, index) => index + 1);
  await expect.poll(() => clients.filter(({ seen }) => seen.length < messages).length, { timeout: 20_000 }).toBe(0);
  for (const { seen, doubles } of clients) {
    expect(seen).toEqual(expected);
    expect(doubles).toBe(0);
  }
  await Promise.all(clients.map((client) => client.leave()));
}, 90_000);
