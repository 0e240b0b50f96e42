import { type Demand, sum } from './demand.ts';
import { distinctNodes, nodesOfChat, nodesOfMessage } from './occupancy.ts';
import type { Workload } from './workload.ts';

/** What follows from the people being on so many nodes at random: each second where it is a rate. */
export interface Spread {
  nodes: number;
  /** Chats that somebody follows, counted on each node. */
  channels: number;
  /** Logs whose position nodes compare with the database: those chats, and those of the people who are connected. */
  heads: number;
  /** People whose topic a node listens to, since it has a device of theirs or one that shows them; counted on each node. */
  personTopics: number;
  /** Nodes that an average message reaches. */
  nodesPerMessage: number;
  /** Messages to Redis, and from it to nodes. `changes` carry a chat message, `small` do not. */
  publishes: { changes: number; small: number };
  pushes: { changes: number; small: number };
  /** Of the small ones, those that every node hears. */
  broadcasts: number;
  /** Times that a node asks Redis who is online or who has a chat open. */
  lookUps: number;
}

/**
 * What the code publishes: a change and typing on the topic of the chat; a read position there and on the topic of the
 * reader; who comes and goes on the topic of that person; who was last seen when, to all nodes; and who opens and closes
 * a chat on the topic of the chat.
 */
export function spreadOver(nodes: number, demand: Demand, workload: Workload): Spread {
  const { messages, readMoves, typingFrames, arrivals, resumes, pages, kinds, connectionsPerPerson } = demand;
  const shares = kinds.map(({ kind, chats }) => {
    const presence = { ...workload, nodes, members: kind.members };
    return { share: kind.shareOfMessages, chats: chats * nodesOfChat(presence), message: nodesOfMessage(presence) };
  });
  const nodesPerMessage = sum(shares.map(({ share, message }) => share * message));
  const nodesOfPerson = distinctNodes(connectionsPerPerson + workload.watchersPerPerson, nodes);
  const openedAndClosed = 2 * pages;
  const small = {
    onChats: readMoves + typingFrames + openedAndClosed,
    onPeople: readMoves + 2 * arrivals,
    toAll: arrivals,
  };
  const channels = sum(shares.map(({ chats }) => chats));
  return {
    nodes,
    channels,
    heads: channels + demand.people * distinctNodes(connectionsPerPerson, nodes),
    personTopics: demand.people * nodesOfPerson,
    nodesPerMessage,
    publishes: { changes: messages, small: small.onChats + small.onPeople + small.toAll },
    pushes: {
      changes: messages * nodesPerMessage,
      small: small.onChats * nodesPerMessage + small.onPeople * nodesOfPerson + small.toAll * nodes,
    },
    broadcasts: small.toAll,
    // Each node with the chat open asks who is in it and which of them are online: at least the one who opened it. Whoever
    // goes may still be elsewhere, and whoever comes back asks for the people on the screen.
    lookUps: 2 * openedAndClosed + arrivals + resumes,
  };
}
