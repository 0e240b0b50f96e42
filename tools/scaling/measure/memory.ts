import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { createMemoryBus } from '../../../apps/server/src/bus/memory-bus.ts';
import { systemClock } from '../../../apps/server/src/realtime/clock.ts';
import { Connection } from '../../../apps/server/src/realtime/connection.ts';
import { Hub } from '../../../apps/server/src/realtime/hub.ts';
import { StageTransport } from '../../../apps/server/src/realtime/stage.ts';
import { Tick } from '../../../apps/server/src/realtime/tick.ts';
import type { ChatLog } from '../../../apps/server/src/storage/index.ts';
import type { CostId } from '../costs.ts';
import { sampleId } from './sample.ts';

const chats = 20_000;

/** What a node keeps for each chat that somebody there follows, with one follower and nothing said in it. */
export async function measureMemory(): Promise<Partial<Record<CostId, number>>> {
  const readHeads: ChatLog['readHeads'] = (ids) => Promise.resolve(new Map(ids.map((id) => [id, { seq: 0, rev: 0 }])));
  const unread = (): Promise<never> => Promise.reject(new Error('Nothing is read here.'));
  const log: ChatLog = {
    commit: unread,
    moveReadPositions: unread,
    readChanges: unread,
    readPage: unread,
    head: unread,
    changedBetween: () => null,
    stamps: null,
    readHeads,
  };
  const tick = new Tick();
  const hub = new Hub({ log, tick, clock: systemClock, bus: createMemoryBus(), onError: () => {} });
  const connection = new Connection({
    id: 'c1',
    userId: sampleId('person', 1),
    sessionId: 's1',
    role: 'member',
    endpoint: 'unified',
    transport: new StageTransport(),
    tick,
    now: 0,
  });
  const follow = async (from: number): Promise<void> => {
    const ids = Array.from({ length: chats }, (_, chat) => sampleId('chat', from + chat));
    for (const channel of (await hub.open(ids)).values()) channel.attach(connection, 0);
  };
  await follow(0);
  const before = heapBytes();
  await follow(chats);
  return { channelBytes: (heapBytes() - before) / chats };
}

function heapBytes(): number {
  setFlagsFromString('--expose-gc');
  for (let round = 0; round < 3; round++) runInNewContext('gc()');
  return process.memoryUsage().heapUsed;
}
