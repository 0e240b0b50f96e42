import type { ChatKind, Workload } from './workload.ts';

/** What so many connected people ask for in the busiest hour, each second, on however many nodes. */
export interface Demand {
  people: number;
  connections: number;
  connectionsPerPerson: number;
  messages: number;
  deliveries: number;
  readMoves: number;
  typingFrames: number;
  /** Typing and read positions, to those who have the chat open, and presence, to those who show the person. */
  smallDeliveries: number;
  pages: number;
  resumes: number;
  /** People who come online, and as many go. */
  arrivals: number;
  chatsPerPerson: number;
  kinds: readonly KindDemand[];
}

export interface KindDemand {
  kind: ChatKind;
  chats: number;
  messages: number;
  deliveriesPerMessage: number;
}

const perHour = 1 / 3_600;

export function demandOf(people: number, workload: Workload): Demand {
  const { connectedShare, twoDevicesShare, activeShare, chatKinds } = workload;
  const active = people * activeShare;
  const connectionsPerPerson = 1 + twoDevicesShare;
  const connections = people * connectionsPerPerson;
  const messages = active * workload.messagesPerActiveHour * perHour;
  const readMoves = active * workload.readMovesPerActiveHour * perHour;
  const typingFrames = messages * workload.typingFramesPerMessage;
  const resumes = connections * workload.reconnectsPerHour * perHour;
  const arrivals = people * workload.reconnectsPerHour * perHour;
  const kinds = chatKinds.map((kind) => ({
    kind,
    chats: ((people / connectedShare) * kind.perPerson) / kind.members,
    messages: messages * kind.shareOfMessages,
    deliveriesPerMessage: (1 + (kind.members - 1) * connectedShare) * connectionsPerPerson,
  }));
  const deliveries = sum(kinds.map((kind) => kind.messages * kind.deliveriesPerMessage));
  const deliveriesOfOne = deliveries / messages;
  return {
    people,
    connections,
    connectionsPerPerson,
    messages,
    deliveries,
    readMoves,
    typingFrames,
    smallDeliveries:
      (typingFrames + readMoves) * deliveriesOfOne * workload.openShare +
      // To the reader's own devices.
      readMoves * connectionsPerPerson +
      2 * arrivals * workload.watchersPerPerson,
    pages: active * workload.pagesPerActiveHour * perHour,
    resumes,
    arrivals,
    chatsPerPerson: sum(chatKinds.map(({ perPerson }) => perPerson)),
    kinds,
  };
}

export function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
