import { isOnline } from '@confab/client';
import { expect, test } from 'vitest';
import { seedPeople } from '../seed-people.ts';
import { connectLive } from '../sockets.ts';
import { Conversation } from './conversation.ts';
import { eventually } from './eventually.ts';
import { fasterClock } from './faster-clock.ts';
import { type Given, note, slowMachineMs } from './given.ts';

/** Nodes that crash, stand still, stop and start while people talk. */
export function describeNodeFaults(given: () => Given): void {
  test('[D4] [D7] three nodes write to one chat at once, and everybody sees one order', async () => {
    const { cluster, people } = given();
    await using talk = await Conversation.start(cluster, people);
    for (let round = 1; round <= 50; round += 1)
      for (const client of talk.clients) client.send(talk.chatId, `${client.name} ${round}`);
    await talk.untilShown(50 * people.length);
    expect(await talk.verdict()).toEqual([]);
    expect(talk.clients.map(({ refusals }) => refusals)).toEqual(people.map(() => 0));
    for (const { process } of cluster.nodes) {
      expect(await process.metric('confab_log_commit_commands_sum')).toBeGreaterThanOrEqual(100);
    }
  });

  test('[A31] [D2] [D15] [D22] a node is killed under load: its clients go on elsewhere and its other people are offline', async () => {
    const { cluster, people } = given();
    await using talk = await Conversation.start(cluster, people);
    const [killed, other] = cluster.nodes;
    if (!killed || !other) throw new Error('There are no two nodes.');
    const [gone] = await seedPeople(cluster, 1);
    if (!gone) throw new Error('Nobody is there.');
    await using socket = await connectLive(killed.process.url, gone);
    const [witness] = talk.clientsOf(other);
    const moved = talk.clientsOf(killed);
    const movedIds = moved.map(({ userId }) => userId);
    witness?.sdk.watchPresence([gone.user.id, ...movedIds]);
    const shownOnline = (id: string): boolean => witness !== undefined && isOnline(witness.sdk.getState(), id);
    await eventually(() => [gone.user.id, ...movedIds].every(shownOnline), 'all of them to be online');

    await talk.talkDuring(async () => {
      await talk.untilShown(30);
      // On the way when the node dies.
      for (const client of moved) client.send(talk.chatId, 'into the void');
      await killed.process.end('SIGKILL');
      await socket.closed();
      await eventually(() => moved.every(({ isLive }) => isLive), 'its clients to be live elsewhere');
      await talk.untilShown(30);
    });
    const longestAwayMs = Math.max(...moved.map((client) => client.longestAwayMs));
    note(`after the kill of its node a client was away for at most ${Math.round(longestAwayMs)} ms`);
    expect(longestAwayMs).toBeGreaterThan(0);
    expect(longestAwayMs).toBeLessThan(slowMachineMs);
    await eventually(() => !shownOnline(gone.user.id), 'somebody who did not come back to be offline');
    await eventually(() => movedIds.every(shownOnline), 'those who moved to be online all the same');
    await using back = await connectLive(other.process.url, gone);
    void back;
    await eventually(() => shownOnline(gone.user.id), 'whoever came back to be online');
    expect(await talk.verdict()).toEqual([]);
    expect(moved.some(({ resent }) => resent > 0)).toBe(true);
  });

  test('[A31] [D1] [D14] [D22] a node stands still and goes on: nothing that it still holds is stored a second time', async () => {
    const { cluster, people } = given();
    const [hurried] = people;
    await using talk = await Conversation.start(cluster, people, (person) =>
      person === hurried ? fasterClock(5) : undefined,
    );
    const [stalled, other, ...rest] = cluster.nodes;
    if (!stalled || !other) throw new Error('There are no two nodes.');
    const [leaves, waits] = talk.clientsOf(stalled);
    const [witness] = talk.clientsOf(other);
    if (!leaves || !waits || !witness) throw new Error('There are too few people.');
    witness.sdk.watchPresence([waits.userId]);
    const isShownOnline = (): boolean => isOnline(witness.sdk.getState(), waits.userId);
    await eventually(isShownOnline, 'whoever will wait to be online');

    await talk.talkDuring(async () => {
      await talk.untilShown(30);
      stalled.process.signal('SIGSTOP');
      // A load balancer looks after its nodes, and sends nobody to one that does not answer.
      await cluster.balanceTo([other, ...rest], async () => {
        await eventually(() => leaves.longestAwayMs > 0, 'somebody to be live on another node');
        await eventually(() => !isShownOnline(), 'the people of a node without a sign of life to be offline');
      });
      stalled.process.signal('SIGCONT');
      await eventually(isShownOnline, 'those who waited to be online again');
      await talk.untilShown(30);
    });
    expect(await talk.verdict()).toEqual([]);
  });

  test('[D2] [D18] all nodes are restarted one after another under load, and nobody waits long', async () => {
    const { cluster, people } = given();
    await using talk = await Conversation.start(cluster, people);
    await talk.talkDuring(async () => {
      await talk.untilShown(30);
      for (const node of cluster.nodes) {
        expect(await node.process.end('SIGTERM')).toBe(0);
        await cluster.replace(node);
        await talk.untilShown(30);
      }
    });
    expect(await talk.verdict()).toEqual([]);
    // Each was asked to leave, and was served until then.
    expect(talk.clients.filter(({ drains }) => drains === 0)).toEqual([]);
    expect(talk.clients.map(({ refusals }) => refusals)).toEqual(people.map(() => 0));
    note(`three restarts: away for at most ${talk.longest('longestAwayMs')} ms,`);
    note(`an acknowledgement waited for at most ${talk.longest('longestUnacknowledgedMs')} ms`);
    expect(talk.longest('longestAwayMs')).toBeGreaterThan(0);
    expect(talk.longest('longestAwayMs')).toBeLessThan(slowMachineMs);
    expect(talk.longest('longestUnacknowledgedMs')).toBeLessThan(slowMachineMs);
  });
}
