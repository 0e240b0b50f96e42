import type { Mentions, SystemEvent } from '@confab/protocol';
import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  changeChat,
  describe,
  edit,
  type ModelChat,
  modelChat,
  react,
  read,
  remove,
  send,
} from '../tests/model-chat.ts';
import { loadedMessages, ModelClient, visible, visibleFresh } from '../tests/model-client.ts';
import { ModelServer } from '../tests/model-server.ts';

const me = 'me';
const people = ['me', 'ann', 'bob', 'cat'];
const chatIds = ['one', 'two'];

/** One thing that happens, on either side or between them. `a`, `b` choose among what is there. */
const anyStep = fc.record({
  what: fc.oneof(
    { weight: 8, arbitrary: fc.constant('send' as const) },
    { weight: 10, arbitrary: fc.constant('deliver' as const) },
    { weight: 3, arbitrary: fc.constantFrom('deliver-read' as const, 'read' as const, 'remove' as const) },
    { weight: 2, arbitrary: fc.constantFrom('edit' as const, 'react' as const, 'ready' as const, 'mark' as const) },
    { weight: 2, arbitrary: fc.constantFrom('ask-page' as const, 'answer' as const, 'ask-chat' as const) },
    { weight: 2, arbitrary: fc.constantFrom('add' as const, 'leave' as const, 'role' as const, 'rename' as const) },
    { weight: 1, arbitrary: fc.constantFrom('cut' as const, 'lag' as const, 'lose' as const) },
    { weight: 1, arbitrary: fc.constantFrom('connect' as const, 'backup' as const, 'restore' as const) },
  ),
  chat: fc.constantFrom(...chatIds),
  person: fc.constantFrom(...people),
  a: fc.nat(30),
  b: fc.nat(30),
});
type Step = typeof anyStep extends fc.Arbitrary<infer Value> ? Value : never;

function systemEvent(what: Step['what'], userId: string, pick: number): SystemEvent | null {
  if (what === 'add') return { type: 'members-added', userIds: [userId] };
  if (what === 'leave' && userId !== 'ann') return { type: 'member-removed', userId };
  if (what === 'role') return { type: 'role-changed', userId, role: pick % 2 === 0 ? 'admin' : 'member' };
  return what === 'rename' ? { type: 'renamed', name: `name ${pick}` } : null;
}

/** Me, somebody else, everybody, or nobody. */
function mentionsOf(pick: number): Mentions | undefined {
  if (pick % 3 === 0) return undefined;
  return pick % 5 === 0 ? { userIds: [], all: 'everyone' } : { userIds: pick % 2 === 0 ? [me] : ['cat'] };
}

class World {
  readonly server = new ModelServer(
    me,
    chatIds.map((id) => modelChat(id, people.slice(0, 3))),
  );
  readonly client = new ModelClient(this.server);
  #backup = new Map<string, ModelChat>();

  run(step: Step): void {
    const chat = this.server.chats.get(step.chat);
    if (!chat) return;
    this.#change(chat, step);
    this.#carry(chat, step);
  }

  #change(chat: ModelChat, { what, person, a, b }: Step): void {
    const { server } = this;
    const seq = 1 + (chat.messages.length === 0 ? 0 : a % chat.messages.length);
    if (what === 'send') server.publish(send(chat, person, { mentions: mentionsOf(b) }));
    if (what === 'edit') server.publish(edit(chat, seq, mentionsOf(b)));
    if (what === 'remove') server.publish(remove(chat, seq));
    if (what === 'react') server.publish(react(chat, seq, person));
    if (what === 'read' && read(chat, person, seq) && person === me) server.publishRead(chat);
    if (what === 'backup') this.#backup = structuredClone(new Map(server.chats));
    if (what === 'restore' && this.#backup.size > 0) server.restore(this.#backup);
    const event = systemEvent(what, person, b);
    if (event) server.publish(changeChat(chat, 'ann', event));
  }

  #carry(chat: ModelChat, { what, a, b }: Step): void {
    const { server, client } = this;
    if (what === 'deliver') client.apply(server.deliver(chat.id, 1 + (a % 4)));
    if (what === 'deliver-read') client.apply(server.deliverRead(a));
    if (what === 'ready') client.apply(server.deliverReady());
    if (what === 'cut') server.cut();
    if (what === 'lag') server.lag(chat.id);
    if (what === 'lose') server.lose(chat.id);
    if (what === 'connect' && !server.isConnected()) client.connect(3 + a);
    if (what === 'ask-page') client.askPage(chat.id, a, 1 + (b % 6));
    if (what === 'ask-chat') client.ask(chat.id);
    if (what === 'answer') client.receiveAnswer(a);
    if (what === 'mark') client.mark(chat.id, a);
  }

  /** Everything that is on its way arrives, and what the client still wants is done. */
  settle(): void {
    const { server, client } = this;
    // A lost frame shows with the next one; a heartbeat of the real server's log would show it too.
    for (const chat of server.chats.values()) server.publish(send(chat, 'ann'));
    for (let round = 0; round < 200; round += 1) {
      if (!server.isConnected()) client.connect(5);
      const isQuiet = [
        ...chatIds.map((chatId) => this.#arrive(server.deliver(chatId, 2))),
        this.#arrive(server.deliverRead(0)),
        this.#arrive(server.deliverReady()),
        client.receiveAnswer(0),
        this.#flushMarks(),
      ].every((happened) => !happened);
      if (isQuiet && server.isConnected()) return;
    }
    throw new Error('the world does not come to rest');
  }

  #arrive(event: Parameters<ModelClient['apply']>[0]): boolean {
    this.client.apply(event);
    return event !== null;
  }

  #flushMarks(): boolean {
    const ahead = [...this.client.state.chats.values()].filter((chat) => chat.readSeq > chat.sync.position.readSeq);
    for (const { id, readSeq } of ahead) {
      const chat = this.server.chats.get(id);
      if (chat && read(chat, me, readSeq)) this.server.publishRead(chat);
    }
    return ahead.length > 0;
  }
}

/** An edit took away a mention that the numbers had left out already, and there was less than none. */
const lessThanNone: Step[] = (
  [
    ['send', 'me', 0, 0],
    ['send', 'bob', 0, 0],
    ['edit', 'me', 1, 4],
    ['send', 'cat', 0, 0],
    ['send', 'bob', 0, 0],
    ['deliver-read', 'me', 0, 0],
    ['ask-page', 'me', 0, 0],
    ['deliver', 'me', 0, 0],
    ['ask-page', 'me', 0, 1],
    ['deliver', 'me', 0, 0],
    ['edit', 'me', 0, 0],
    ['deliver-read', 'me', 0, 0],
    ['lag', 'me', 0, 0],
    ['edit', 'me', 4, 0],
    ['send', 'bob', 0, 0],
    ['deliver-read', 'me', 0, 0],
    ['send', 'ann', 0, 0],
    ['add', 'me', 0, 0],
    ['deliver', 'me', 0, 0],
    ['send', 'cat', 0, 0],
    ['send', 'cat', 0, 0],
    ['send', 'cat', 0, 0],
    ['answer', 'me', 21, 0],
  ] as const
).map(([what, person, a, b]) => ({ what, chat: 'one', person, a, b }));

test('[A36] [D7 D15 D16 D21 D33] state + events = a fresh fetch, whatever is cut, late, compressed, stale or put back', () => {
  fc.assert(
    fc.property(fc.array(anyStep, { minLength: 20, maxLength: 150 }), (steps) => {
      const world = new World();
      world.client.connect(10);
      for (const next of steps) world.run(next);
      world.settle();
      const mine = [...world.server.chats.values()].filter((chat) => chat.members.has(me));
      const { chats } = world.client.state;
      expect([...chats.keys()].toSorted()).toEqual(mine.map((chat) => chat.id).toSorted());
      for (const chat of mine) {
        const known = chats.get(chat.id);
        if (!known) throw new Error(`no ${chat.id}`);
        expect(visible(known)).toEqual(visibleFresh(describe(chat, me), me));
        expect(loadedMessages(known)).toEqual(loadedMessages(known).map(({ seq }) => chat.messages[seq - 1]));
      }
    }),
    { numRuns: 1_500, examples: [[lessThanNone]] },
  );
});
