import { messagesIn } from '@confab/client';
import type { ChatState, ConfabClient } from '@confab/client';
import type { Message } from '@confab/protocol';
import type { Random } from './random.ts';
import type { SimClient } from './sim-client.ts';
import type { SimWorld } from './sim-world.ts';

type Action = (turn: Turn) => void | Promise<unknown>;

interface Turn {
  world: SimWorld;
  client: SimClient;
  sdk: ConfabClient;
  random: Random;
  chat: ChatState;
}

/** What people do, and how often beside each other. */
const actions: readonly [weight: number, action: Action][] = [
  [50, ({ sdk, chat, random }) => send(sdk, chat.id, text(random))],
  [6, ({ sdk, chat, random }) => burst(sdk, chat.id, random)],
  [8, ({ sdk, chat, random }) => withMessage(chat, random, (message) => sdk.editMessage(message, text(random)))],
  [6, ({ sdk, chat, random }) => withMessage(chat, random, (message) => sdk.deleteMessage(message))],
  [6, ({ sdk, chat, random }) => withMessage(chat, random, (message) => sdk.react(message, '👍', random.chance(0.6)))],
  [12, ({ sdk, chat, random }) => sdk.markRead(chat.id, random.int(0, chat.lastSeq))],
  [4, ({ sdk, chat }) => sdk.openChat(chat.id)],
  [4, ({ sdk, chat }) => sdk.closeChat(chat.id)],
  [3, ({ sdk, chat }) => sdk.typing(chat.id)],
  [3, ({ sdk, chat }) => sdk.loadNewest(chat.id)],
  [3, ({ sdk, chat }) => sdk.loadOlder(chat.id)],
  [8, (turn) => withPerson(turn, (userId) => turn.sdk.addMembers(turn.chat.id, [userId]))],
  [4, (turn) => withPerson(turn, (userId) => turn.sdk.removeMember(turn.chat.id, userId))],
  [2, (turn) => withPerson(turn, (userId) => turn.sdk.changeRole(turn.chat.id, userId, 'admin'))],
  [3, ({ sdk, chat }) => sdk.leaveChat(chat.id)],
  [2, ({ sdk, chat, random }) => sdk.renameChat(chat.id, text(random).slice(0, 40))],
  [1, (turn) => withPerson(turn, (userId) => turn.sdk.createGroup('new', [userId]))],
  [1, (turn) => withPerson(turn, (userId) => turn.sdk.createDirectChat(userId))],
];
const totalWeight = actions.reduce((sum, [weight]) => sum + weight, 0);

/** One thing that somebody does now. What is refused or lost on the way is theirs to see, as in life. */
export function act(world: SimWorld, client: SimClient, random: Random): void {
  const chat = random.pick([...client.sdk.getState().chats.values()]);
  if (!chat) return;
  let left = random.between(0, totalWeight);
  const [, action] = actions.find(([weight]) => (left -= weight) < 0) ?? [0, () => {}];
  Promise.resolve(action({ world, client, sdk: client.sdk, random, chat })).catch(() => {});
}

function send(sdk: ConfabClient, chatId: string, content: string): void {
  sdk.send(chatId, content).delivered.catch(() => {});
}

function burst(sdk: ConfabClient, chatId: string, random: Random): void {
  for (let count = random.int(2, 20); count > 0; count -= 1) send(sdk, chatId, text(random));
}

function text(random: Random): string {
  return `${random.int(0, 99_999)} ${'é€😀x'.repeat(random.chance(0.1) ? random.int(100, 1_500) : random.int(0, 8))}`.trim();
}

function withMessage(chat: ChatState, random: Random, run: (message: Message) => Promise<unknown>): Promise<unknown> {
  const range = random.pick(chat.log.ranges);
  const message = range && random.pick(messagesIn(chat.log, range));
  return message ? run(message) : Promise.resolve();
}

function withPerson(turn: Turn, run: (userId: string) => Promise<unknown>): Promise<unknown> {
  const userId = turn.random.pick([...turn.world.people.keys()]);
  return userId === undefined ? Promise.resolve() : run(userId);
}
