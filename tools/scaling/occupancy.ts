/** On how many of `nodes` the balls lie that are thrown onto them at random: k (1 - (1 - 1/k)^n). */
export function distinctNodes(balls: number, nodes: number): number {
  return nodes * (1 - (1 - 1 / nodes) ** balls);
}

export interface Presence {
  members: number;
  /** Each member is connected with this probability, … */
  connectedShare: number;
  /** … and then with two devices with this one, otherwise with one. */
  twoDevicesShare: number;
  nodes: number;
}

/** On how many nodes a chat has somebody, on average over who happens to be connected. */
export function nodesOfChat(presence: Presence): number {
  const { nodes } = presence;
  return nodes * (1 - missedBy(presence) ** presence.members);
}

/** The same at a moment at which one member speaks, who is therefore connected. */
export function nodesOfMessage(presence: Presence): number {
  const { nodes, members } = presence;
  const speaker = missedBy({ ...presence, connectedShare: 1 });
  return nodes * (1 - speaker * missedBy(presence) ** (members - 1));
}

/** That a given node has none of one member's connections. */
function missedBy({ connectedShare, twoDevicesShare, nodes }: Presence): number {
  const others = 1 - 1 / nodes;
  return 1 - connectedShare + connectedShare * ((1 - twoDevicesShare) * others + twoDevicesShare * others ** 2);
}
