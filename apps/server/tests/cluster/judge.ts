import { createRestClient } from '@confab/client';
import type { ChatHead } from '../../src/storage/chat-log.ts';
import { checkAcknowledged, checkLog, readWholeLog, type WholeLog } from '../simulation/check-log.ts';
import { compareState } from '../simulation/compare-state.ts';
import type { History } from '../simulation/history.ts';
import type { ClusterClient } from './cluster-client.ts';
import type { Cluster } from './cluster.ts';

/** What was seen and what is stored, held against each other. Asked when nothing moves any more. */
export interface Evidence {
  cluster: Cluster;
  history: History;
  clients: readonly ClusterClient[];
  chatId: string;
}

/** Every breach of the delivery rules; none where all went well. */
export async function judge({ cluster, history, clients, chatId }: Evidence): Promise<readonly string[]> {
  const log = await readWholeLog(cluster.storage);
  await checkLog(cluster.storage, log, history);
  checkAcknowledged(log, history);
  for (const client of clients) {
    checkSent(client, log, history);
    checkTold(client, chatId, { log, history });
    await checkState(client, { cluster, log, history });
  }
  return history.violations;
}

/** Everything that a client has sent is in the log once (D1, D2). */
function checkSent({ name, userId, sent }: ClusterClient, log: WholeLog, history: History): void {
  const times = new Map(sent.map((clientId) => [clientId, 0]));
  for (const message of [...log.values()].flat()) {
    const { clientId, senderId } = message;
    if (clientId !== null && senderId === userId && times.has(clientId))
      times.set(clientId, (times.get(clientId) ?? 0) + 1);
  }
  for (const [clientId, count] of times) {
    if (count !== 1) history.violate('D1', `${name} sent ${clientId}, and it is in the log ${count} times`);
  }
}

/** The application was told of every message once, in the order of the log, over all of its connections (D7, D15). */
function checkTold(
  { name, told, givenWhole }: ClusterClient,
  chatId: string,
  { log, history }: { log: WholeLog; history: History },
): void {
  let next = 1;
  for (const seq of told.get(chatId) ?? []) {
    if (seq !== next && !givenWhole.get(chatId)?.has(seq - 1))
      history.violate('D7', `${name} was told of ${chatId} ${seq} where ${next} is next`);
    next = seq + 1;
  }
  const last = log.get(chatId)?.length ?? 0;
  if (next !== last + 1 && !givenWhole.get(chatId)?.has(last))
    history.violate('D7', `${name} was told of ${chatId} up to ${next - 1}, and it ends at ${last}`);
}

/** Old state + events = a fresh read. */
async function checkState(
  { name, userId, person, sdk }: ClusterClient,
  { cluster, log, history }: { cluster: Cluster; log: WholeLog; history: History },
): Promise<void> {
  const { connection } = sdk.getState();
  if (connection.status !== 'live') return history.violate('D15', `${name} is ${connection.status}`);
  const chats = await createRestClient({ baseUrl: cluster.balancer.url, token: person.token }).chats();
  for (const difference of compareState(sdk.getState(), { userId, chats, log, positions: true })) {
    history.violate('old state + events', `${name} ${difference}`);
  }
}

/** Nothing is on its way any more: each client has come to the end of the chat, and nothing of its own waits. */
export function isSettled({ sdk }: ClusterClient, chatId: string, head: ChatHead): boolean {
  const { connection, chats } = sdk.getState();
  const chat = chats.get(chatId);
  return connection.status === 'live' && chat?.rev === head.rev && chat.pending.length === 0;
}
