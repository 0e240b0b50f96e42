import { connectAll } from '../load/drive.ts';
import { LoadPool } from '../load/pool.ts';
import type { Context } from '../context.ts';
import { chatId, placeOf, type SeedPlan } from '../seed.ts';
import { clusterName, startCluster } from '../subjects/cluster.ts';
import type { SendStage } from './measure-sends.ts';

export const pairCount = 200;
/** Unacknowledged for each speaker at full load. */
export const sendsInFlight = 16;

/** The speakers are the people 0 to 199, their listeners those after them. */
export function pairsPlan(): SeedPlan {
  return {
    people: pairCount * 2,
    chats: Array.from({ length: pairCount }, (_, chat) => ({
      kind: 'direct',
      members: [chat, pairCount + chat],
      messages: 1,
    })),
  };
}

/** Starts the nodes with everybody connected, and gives them to `work`. */
export async function withPairsOnNodes(
  context: Context,
  nodes: number,
  work: (stage: SendStage) => Promise<void>,
): Promise<void> {
  const plan = pairsPlan();
  await using cluster = await startCluster(context, plan, nodes);
  await using pool = new LoadPool(context.settings.loadProcesses);
  const people = seatsAcrossNodes();
  const clients = people.map((person) => ({ ...placeOf(plan, person), sampled: person >= pairCount }));
  await connectAll(pool, cluster, clients);
  const chatIds = people.map((person) => (person < pairCount ? chatId(person) : null));
  await work({ context, pool, server: cluster, subject: clusterName(nodes), chatIds });
  await pool.all('cut', () => ({}));
}

/**
 * Clients are dealt to the processes of load, and those to the nodes, in turn: neighbours in this order are on different
 * nodes. So every message crosses, half of them in each direction.
 */
function seatsAcrossNodes(): number[] {
  return Array.from({ length: pairCount }, (_, pair) => {
    const [speaker, listener] = [pair, pairCount + pair];
    return pair % 2 === 0 ? [speaker, listener] : [listener, speaker];
  }).flat();
}
