import { chatIn, type ChatState, type ConfabClient, isFollowed, messagesIn } from '@confab/client';
import type { Message } from '@confab/protocol';
import type { Random } from './random.ts';
import type { SimClient } from './sim-client.ts';

/** What people call each other by; some are in the chat, and some are not. */
const names = ['user-1', 'user-2', 'user-3', 'user-4', 'user-1', 'everyone', 'here', 'nobody-there'];

/** People call each other and talk in threads. */
export class TalkWorkload {
  readonly #random: Random;

  constructor(random: Random) {
    this.#random = random;
  }

  /** One thing that somebody does now. What is refused or lost on the way is theirs to see. */
  act({ sdk, userId }: SimClient): void {
    const random = this.#random;
    const { chats, threads } = sdk.getState();
    const chat = random.pick([...chats.values()]);
    const thread = random.pick([...threads.values()]);
    if (chat && random.chance(0.35)) ignore(sdk.send(chat.id, this.#text()).delivered);
    else if (chat && random.chance(0.3)) ignore(this.#edit(sdk, chat, userId));
    else if (chat && (!thread || random.chance(0.25))) ignore(this.#openThread(sdk, chat));
    else if (thread) ignore(this.#talkIn(sdk, thread, userId));
  }

  async #openThread(sdk: ConfabClient, chat: ChatState): Promise<void> {
    const message = this.#anyMessage(chat);
    if (!message) return;
    const { id } = await sdk.openThread(message);
    if (this.#random.chance(0.6)) sdk.openChat(id);
    if (this.#random.chance(0.6)) await sdk.send(id, this.#text()).delivered;
  }

  async #talkIn(sdk: ConfabClient, thread: ChatState, userId: string): Promise<void> {
    const random = this.#random;
    const { id } = thread;
    const drawn = random.next();
    if (drawn < 0.4) {
      const parts = random.chance(0.2) ? { toChat: true as const } : {};
      await sdk.send(id, { content: this.#text(), parts }).delivered;
    } else if (drawn < 0.55) sdk.markRead(id, random.int(0, thread.lastSeq));
    else if (drawn < 0.66) await this.#edit(sdk, thread, userId);
    else if (drawn < 0.8) await (isFollowed(thread, userId) ? sdk.unfollowThread(id) : sdk.followThread(id));
    else if (drawn < 0.88) await this.#delete(sdk, thread);
    else if (drawn < 0.95) sdk.openChat(id);
    else sdk.closeChat(id);
  }

  async #delete(sdk: ConfabClient, thread: ChatState): Promise<void> {
    const message = this.#anyMessage(thread);
    if (message) await sdk.deleteMessage(message);
  }

  /** Mentions come and go with it. */
  async #edit(sdk: ConfabClient, { id }: ChatState, userId: string): Promise<void> {
    const chat = chatIn(sdk.getState(), id);
    const message = chat && this.#anyMessage(chat, ({ senderId }) => senderId === userId);
    if (message) await sdk.editMessage(message, this.#text());
  }

  #anyMessage({ log }: ChatState, isWanted: (message: Message) => boolean = () => true): Message | undefined {
    const range = this.#random.pick(log.ranges);
    return range && this.#random.pick(messagesIn(log, range).filter((one) => one.kind === 'text' && isWanted(one)));
  }

  #text(): string {
    const random = this.#random;
    const called = Array.from({ length: random.int(0, 2) }, () => `@${random.pick(names) ?? ''}`);
    return [`${random.int(0, 99_999)}`, ...called].join(' ');
  }
}

function ignore(promise: Promise<unknown>): void {
  promise.catch(() => {});
}
