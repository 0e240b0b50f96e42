import type { Message, SystemEvent, User } from '@confab/protocol';

/** Who the words are about, by their names of today. */
export type Told = { actorId: string; actor: string; nameOf: (userId: string) => string };

/** By the type of an event what a system message says. A feature hands over those of its own events. */
export type SystemWords = {
  [Type in SystemEvent['type']]?: (event: Extract<SystemEvent, { type: Type }>, told: Told) => string;
};

let wordsByType: SystemWords = {};

export function addSystemWords(words: SystemWords): void {
  wordsByType = { ...wordsByType, ...words };
}

/** What the server wrote, in English, where an event or a person is not known here. */
export function systemText(message: Message, users: ReadonlyMap<string, User>): string {
  const { event, senderId, content } = message;
  // A newer server's type may be called as something that every object has.
  if (event === null || !Object.hasOwn(wordsByType, event.type)) return content;
  const say = wordsByType[event.type] as Say;
  let isAllKnown = true;
  const nameOf = (userId: string): string => {
    const user = users.get(userId);
    isAllKnown &&= user !== undefined;
    return user?.displayName ?? '';
  };
  const words = say(event, { actorId: senderId, actor: nameOf(senderId), nameOf });
  return isAllKnown ? words : content;
}

/** The message of the chat that a system message is about, whatever its event is; null for none. */
export function seqTold({ event }: Message): number | null {
  const { seq }: { type?: string; seq?: unknown } = { ...event };
  return typeof seq === 'number' ? seq : null;
}

/** The type of the event says which of them it is. */
type Say = (event: SystemEvent, told: Told) => string;
