import type { Bus, BusEvent, Topic } from '../../src/bus/bus.ts';
import type { SetName, SharedSets } from '../../src/bus/shared-sets.ts';
import type { SimSurroundings } from './sim-surroundings.ts';

type Handler = (event: BusEvent) => void;

/** What the bus needs to know of a node. */
export interface BusNode {
  readonly isAlive: boolean;
}

/** Everything that a bus may do to events: it loses, doubles, delays and so reorders them, those to one's own node too. */
export class SimBus {
  readonly #world: SimSurroundings;
  readonly #tells: boolean;
  readonly #lostHandlers = new Map<BusNode, (() => void)[]>();
  readonly #subscriptions = new Map<Topic, Set<{ node: BusNode; handler: Handler }>>();

  /** One that `tells` its nodes when it may have lost something may lose anything, else only what the log holds too. */
  constructor(world: SimSurroundings, tells: boolean) {
    this.#world = world;
    this.#tells = tells;
  }

  /** The bus as one node has it. */
  of(node: BusNode): Bus {
    return {
      publish: (topic, event) => {
        if (node.isAlive) this.#publish(topic, event);
      },
      subscribe: async (topic, handler) => {
        await this.#world.time.delay(this.#world.random.between(0, this.#world.faults.latencyMs));
        const entries = this.#subscriptions.get(topic) ?? new Set();
        const entry = { node, handler };
        this.#subscriptions.set(topic, entries.add(entry));
        return () => void entries.delete(entry);
      },
      onEventsLost: (handler) => {
        this.#lostHandlers.set(node, [...(this.#lostHandlers.get(node) ?? []), handler]);
      },
      ping: () => Promise.resolve(),
      close: () => Promise.resolve(),
    };
  }

  #lose(node: BusNode): void {
    if (!this.#tells) return;
    const { random, time } = this.#world;
    time.after(random.between(0, 2_000), () => {
      if (node.isAlive) for (const handler of this.#lostHandlers.get(node) ?? []) handler();
    });
  }

  #publish(topic: Topic, event: BusEvent): void {
    const { random, faults, time } = this.#world;
    for (const entry of this.#subscriptions.get(topic) ?? []) {
      if ((this.#tells || event.type !== 'read') && random.chance(faults.busLoses)) {
        this.#lose(entry.node);
        continue;
      }
      const copies = random.chance(faults.busDoubles) ? 2 : 1;
      for (let copy = 0; copy < copies; copy += 1) {
        const lateMs = random.chance(faults.busDelays) ? random.between(0, 4_000) : 0;
        time.after(random.between(0, faults.latencyMs) + lateMs, () => {
          if (entry.node.isAlive && this.#subscriptions.get(topic)?.has(entry)) entry.handler(event);
        });
      }
    }
  }
}

/** Shared sets that count their entries by node, and forget those of a dead node a little later. */
export class SimSharedSets {
  readonly #world: SimSurroundings;
  readonly #sets = new Map<SetName, Map<string, Set<BusNode>>>();

  constructor(world: SimSurroundings) {
    this.#world = world;
  }

  of(node: BusNode): SharedSets {
    const pause = (): Promise<void> =>
      this.#world.time.delay(this.#world.random.between(0, this.#world.faults.latencyMs));
    const present = (set: SetName): string[] =>
      [...(this.#sets.get(set) ?? [])].flatMap(([member, nodes]) => (nodes.size > 0 ? [member] : []));
    return {
      add: async (set, member) => {
        this.#nodesOf(set, member).add(node);
        await pause();
      },
      remove: async (set, member) => {
        this.#nodesOf(set, member).delete(node);
        await pause();
      },
      members: async (set) => {
        await pause();
        return present(set);
      },
      intersect: async (set, members) => {
        await pause();
        const here = new Set(present(set));
        return new Set(members.filter((member) => here.has(member)));
      },
      close: () => Promise.resolve(),
    };
  }

  expire(node: BusNode): void {
    this.#world.time.after(2_000, () => {
      for (const members of this.#sets.values()) for (const nodes of members.values()) nodes.delete(node);
    });
  }

  #nodesOf(set: SetName, member: string): Set<BusNode> {
    const members = this.#sets.get(set) ?? new Map<string, Set<BusNode>>();
    this.#sets.set(set, members);
    const nodes = members.get(member) ?? new Set();
    members.set(member, nodes);
    return nodes;
  }
}
