import { expect, test } from 'vitest';
import type { ClusterClient } from './cluster-client.ts';
import { Conversation } from './conversation.ts';
import { eventually } from './eventually.ts';
import { fasterClock } from './faster-clock.ts';
import { type Given, note, slowMachineMs } from './given.ts';

/** Redis and PostgreSQL away, emptied, deaf and slow while people talk. */
export function describeServiceFaults(given: () => Given): void {
  test('[A33] [D8] [D22] Redis is restarted: messages come without it, and all else comes back with it', async () => {
    const { cluster, people } = given();
    await using talk = await Conversation.start(cluster, people);
    await talk.openEverywhere();
    await talk.talkDuring(async () => {
      await talk.untilShown(30);
      await cluster.redis.stop();
      await talk.untilShown(30);
      await cluster.redis.start();
      await talk.untilShown(30);
    });
    await talk.untilTypingCrosses();
    await talk.untilActive(people.length);
    expect(await talk.verdict()).toEqual([]);
  });

  test('[A33] [D22] Redis is emptied: every node writes its people down again', async () => {
    const { cluster, people } = given();
    await using talk = await Conversation.start(cluster, people);
    await talk.openEverywhere();
    await talk.talkDuring(async () => {
      await talk.untilShown(30);
      await cluster.redis.run('FLUSHALL');
      await talk.untilActive(people.length);
      await talk.untilShown(30);
    });
    await talk.untilTypingCrosses();
    expect(await talk.verdict()).toEqual([]);
  });

  test.each(['cut', 'stall'] as const)(
    '[A33] [D8] one node does not hear Redis (%s): its people get and send every message all the same',
    async (fault) => {
      const { cluster, people } = given();
      await using talk = await Conversation.start(cluster, people);
      await talk.openEverywhere();
      const [deaf] = cluster.nodes;
      if (!deaf) throw new Error('There is no node.');
      await talk.talkDuring(() => talk.untilShown(30));
      deaf.redis[fault]();
      for (const client of talk.clients) client.longestLagMs = 0;
      const listeners = talk.clientsOf(deaf);
      const others = talk.clients.filter((client) => !listeners.includes(client));
      // A node's own messages show it what it has not heard of: first its people only listen.
      await talk.talkDuring(() => talk.untilShown(40), others);
      note(`Redis away from a node (${fault}): a message came after at most ${talk.longest('longestLagMs')} ms`);
      expect(talk.longest('longestLagMs')).toBeLessThan(slowMachineMs);
      await talk.talkDuring(async () => {
        await talk.untilShown(60);
        deaf.redis.heal();
        await talk.untilShown(30);
      });
      await talk.untilTypingCrosses();
      await talk.untilActive(people.length);
      expect(await talk.verdict()).toEqual([]);
    },
  );

  test('[A33] [D8] the last message before a silence gets lost on the bus, and is found', async () => {
    const { cluster, people } = given();
    await using talk = await Conversation.start(cluster, people);
    const [sender] = talk.clients;
    for (const { lostEvents } of cluster.nodes) lostEvents.isOn = true;
    const lostBefore = cluster.nodes.map(({ lostEvents }) => lostEvents.count);
    sender?.send(talk.chatId, 'the last one before a silence');
    await talk.untilShown(1);
    const others = cluster.nodes.slice(1).map(({ lostEvents }) => lostEvents.count);
    expect(others.map((count, index) => count > (lostBefore[index + 1] ?? 0))).toEqual([true, true]);
    note(`a lost message came after at most ${talk.longest('longestLagMs')} ms`);
    expect(talk.longest('longestLagMs')).toBeLessThan(slowMachineMs);
    expect(await talk.verdict()).toEqual([]);
  });

  test('[A34] [D2] [D5] PostgreSQL crashes and comes back: what was refused is sent again, what was acknowledged is there', async () => {
    const { cluster, people } = given();
    await using talk = await Conversation.start(cluster, people);
    await talk.talkDuring(async () => {
      await talk.untilShown(30);
      await cluster.postgres.stop('SIGQUIT');
      const isTurnedAway = ({ refusals, isLive }: ClusterClient): boolean => refusals > 0 || !isLive;
      await eventually(() => talk.clients.every(isTurnedAway), 'everybody to be refused');
      await cluster.postgres.resume();
      await talk.untilShown(30);
    });
    expect(await talk.verdict()).toEqual([]);
  });

  test('[A34] [D1] PostgreSQL stalls for one node: what is sent to it twice meanwhile is stored once', async () => {
    const { cluster, people } = given();
    const [hurried] = people;
    await using talk = await Conversation.start(cluster, people, (person) =>
      person === hurried ? fasterClock(5) : undefined,
    );
    const [stalled] = cluster.nodes;
    await talk.talkDuring(async () => {
      await talk.untilShown(30);
      stalled?.postgres.stall();
      await eventually(() => (talk.clients[0]?.resent ?? 0) > 0, 'somebody to send again');
      stalled?.postgres.heal();
      await talk.untilShown(30);
    });
    expect(await talk.verdict()).toEqual([]);
  });
}
