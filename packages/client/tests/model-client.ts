import type { Chat, Message, ServerEvent } from '@confab/protocol';
import { applyEvent, updateChat } from '../src/apply-event.ts';
import { takeFetchedChat } from '../src/chat-from.ts';
import { markChat } from '../src/chat-position.ts';
import { applyPage } from '../src/local-changes.ts';
import { messagesIn } from '../src/message-log.ts';
import { resumeCommand } from '../src/resume.ts';
import { type ChatState, type ClientState, initialState } from '../src/state.ts';
import { describe } from './model-chat.ts';
import type { ModelServer } from './model-server.ts';

/** Answers to requests, read at the server when they were asked, on their way for any time. */
type Answer =
  | { type: 'page'; chatId: string; generation: number; messages: Message[] }
  | { type: 'chat'; chat: Chat; asked: ChatState };

/** The client's half, without sockets and clocks: what the live client does with the pure functions. */
export class ModelClient {
  state: ClientState = initialState(0);
  readonly #server: ModelServer;
  #answers: Answer[] = [];

  constructor(server: ModelServer) {
    this.#server = server;
  }

  connect(maxChanges: number): void {
    const { viewerId, epoch } = this.#server;
    this.apply({ type: 'welcome', connectionId: 'c', userId: viewerId, epoch: String(epoch), serverTime: '' });
    const { epoch: knownEpoch, cursors } = resumeCommand(this.state);
    for (const event of this.#server.connect(knownEpoch, cursors, maxChanges)) this.apply(event);
  }

  apply(event: ServerEvent | null): void {
    if (!event) return;
    this.state = applyEvent(this.state, event, 0);
    const chatId = event.type === 'message' ? event.message.chatId : 'chatId' in event ? event.chatId : undefined;
    const chat = this.state.chats.get(chatId ?? '');
    if (event.type === 'message' && chat?.sync.behind) this.#server.cut();
    if (chat?.sync.unreadUnsure) this.ask(chat.id);
  }

  ask(chatId: string): void {
    const asked = this.state.chats.get(chatId);
    const chat = this.#server.chats.get(chatId);
    if (asked && chat?.members.has(this.#server.viewerId)) {
      this.#answers.push({ type: 'chat', chat: describe(chat, this.#server.viewerId), asked });
    }
  }

  askPage(chatId: string, from: number, count: number): void {
    const asked = this.state.chats.get(chatId);
    const messages = this.#server.chats.get(chatId)?.messages.slice(from, from + count);
    if (asked && messages) {
      this.#answers.push({ type: 'page', chatId, generation: asked.log.generation, messages });
    }
  }

  receiveAnswer(pick: number): boolean {
    const [answer] = this.#answers.splice(pick % Math.max(1, this.#answers.length), 1);
    if (answer?.type === 'page') this.state = applyPage(this.state, answer);
    if (answer?.type === 'chat') {
      this.state = takeFetchedChat(this.state, answer.chat, { asked: answer.asked, isFollowTold: true });
      if (this.state.chats.get(answer.chat.id)?.sync.unreadUnsure) this.ask(answer.chat.id);
    }
    return answer !== undefined;
  }

  mark(chatId: string, seq: number): void {
    this.state = updateChat(this.state, chatId, (chat) => markChat(chat, this.state.userId, seq));
  }
}

/** What of a client's chat must equal a fresh fetch. Others' read positions are told for open chats only. */
export function visible(chat: ChatState) {
  const { id, name, lastSeq, rev, unread, mentions, readSeq, lastMessage } = chat;
  const members = chat.members.map(({ userId, role, joinedAt }) => `${userId} ${role} ${joinedAt}`).toSorted();
  return { id, name, lastSeq, rev, unread, mentions, readSeq, lastMessage, members };
}

export function visibleFresh(chat: Chat, viewerId: string): ReturnType<typeof visible> {
  const { id, name, lastSeq, rev, unread, mentions = 0, lastMessage } = chat;
  const members = chat.members.map(({ user, role, joinedAt }) => `${user.id} ${role} ${joinedAt}`).toSorted();
  const readSeq = chat.members.find(({ user }) => user.id === viewerId)?.readSeq ?? 0;
  return { id, name, lastSeq, rev, unread, mentions, readSeq, lastMessage, members };
}

export function loadedMessages(chat: ChatState): Message[] {
  return chat.log.ranges.flatMap((range) => messagesIn(chat.log, range));
}
