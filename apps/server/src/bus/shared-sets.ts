/**
 * Small sets that all nodes see: who is online, who has a chat open. Each node adds and removes its own entries; a
 * member is in the set while any node has added it. The entries of a node that dies expire (D22).
 */
export interface SharedSets {
  add(set: SetName, member: string): Promise<void>;
  remove(set: SetName, member: string): Promise<void>;
  members(set: SetName): Promise<string[]>;
  /** Those of `members` that are in the set. */
  intersect(set: SetName, members: readonly string[]): Promise<Set<string>>;
  /**
   * Hears of members that came into the set or went out of it by neither `add` nor `remove`, on one node: another one
   * died, or this one was cut off and is back. Whether they are in it now is to be read. Left out where no node is
   * but this one.
   */
  onStale?(handler: (set: SetName, members: readonly string[]) => void): void;
  /**
   * Hears that reads see the entries of other nodes again: what was read before may have been this node's own alone. Left
   * out where no node is but this one.
   */
  onRestored?(handler: () => void): void;
  close(): Promise<void>;
}

export type SetName = 'online' | 'attentive' | `active:${string}`;

export function createMemorySharedSets(): SharedSets {
  const sets = new Map<SetName, Set<string>>();
  return {
    add(set, member) {
      const members = sets.get(set) ?? new Set();
      sets.set(set, members.add(member));
      return Promise.resolve();
    },
    remove(set, member) {
      const members = sets.get(set);
      members?.delete(member);
      if (members?.size === 0) sets.delete(set);
      return Promise.resolve();
    },
    members: (set) => Promise.resolve([...(sets.get(set) ?? [])]),
    intersect(set, members) {
      const present = sets.get(set);
      return Promise.resolve(new Set(members.filter((member) => present?.has(member))));
    },
    close() {
      sets.clear();
      return Promise.resolve();
    },
  };
}
