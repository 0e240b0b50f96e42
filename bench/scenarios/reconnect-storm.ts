import { addRow, type Scenario } from '../context.ts';
import { compareReadings, connectAll, poll, takeReading } from '../load/drive.ts';
import { LoadPool, LoadProcess, share } from '../load/pool.ts';
import { readStallMs } from '../measure/event-loop.ts';
import { mergeHistograms } from '../measure/histogram.ts';
import { ourName } from '../results.ts';
import { chatId, placeOf, type ChatPlan, type SeedPlan } from '../seed.ts';
import { SeededFolders, startConfab } from '../subjects/confab.ts';

const groupSize = 50;
const groupsPerClient = 4;
/** In every group, while its people are away. */
const missedMessages = 20;
const seededMessages = 30;

/** Pairs who stay, and talk while the others come back. */
const pairs = 20;
/** Few: what they cost the server is in the figures of those who come back. */
const meanwhilePerSecond = 25;

export const stormName = (clients: number): string => `${clients.toLocaleString('en')} clients come back at once`;

/**
 * Everybody is cut off, twenty messages are sent in each of their groups, and everybody comes back at the same moment,
 * without the jitter that real clients have. It is over when every client has everything. A few pairs who stay talk meanwhile.
 */
export const reconnectStorm: Scenario = {
  name: 'reconnect-storm',
  async run(context) {
    const clientCount = context.settings.stormClients;
    const plan = groupsOf(clientCount);
    const folder = await new SeededFolders(context.workFolder).make('storm', plan);
    await using confab = await startConfab(folder);
    await using pool = new LoadPool(context.settings.loadProcesses);
    await using speakers = new LoadProcess();
    await using talkers = new LoadProcess();
    const target = { port: confab.port, dialect: 'confab' } as const;
    const cursors = cursorsByPerson(plan);
    const bare = { people: plan.people, chats: [] };
    const clientOf = (person: number) => ({ ...placeOf(bare, person), cursors: cursors[person] ?? {} });
    const clients = Array.from({ length: clientCount }, (_, person) => clientOf(person));
    await connectAll(pool, { ports: [confab.port], dialect: 'confab' }, clients);
    const groups = plan.chats.filter(({ kind }) => kind === 'group').length;
    const speakerClients = Array.from({ length: groups }, (_, index) => clientOf(clientCount + index));
    await speakers.call('connect', { ...target, clients: speakerClients, concurrency: 50 });
    await pool.all('cut', () => ({}));
    await speakToAll(speakers, groups);
    const pairChats = Array.from({ length: pairs }, (_, pair) => chatId(groups + pair));
    const staying = Array.from({ length: 2 * pairs }, (_, person) => clientOf(clientCount + groups + person));
    const sampled = staying.map((client, index) => ({ ...client, sampled: index >= pairs }));
    await talkers.call('connect', { ...target, clients: sampled, concurrency: 50 });
    await talkers.call('startSends', { chatIds: pairChats, contentBytes: 128, ratePerSecond: meanwhilePerSecond });
    await talkers.call('latencies', {});
    await readStallMs(confab.port);
    const size = pool.processes.length;
    const before = await takeReading(pool, [confab.server.pid]);
    const results = await pool.all('resume', (place) => ({
      ...target,
      clients: share(clients, place, size),
      targets: share(clients, place, size).map((client) =>
        Object.fromEntries(Object.entries(client.cursors).map(([id, rev]) => [id, rev + missedMessages])),
      ),
      concurrency: clientCount,
      timeoutMs: 60_000,
    }));
    const after = await takeReading(pool, [confab.server.pid]);
    const { delivered } = await talkers.call('latencies', {});
    await talkers.call('stopSends', {});
    const perClient = mergeHistograms(results.map((result) => result.perClient));
    const caughtUp = results.reduce((sum, result) => sum + result.caughtUp, 0);
    const retries = results.reduce((sum, result) => sum + result.retries, 0);
    const failure = results.find((result) => result.firstFailure !== null)?.firstFailure;
    const seconds = Math.max(...results.map((result) => result.seconds));
    addRow(context, {
      scenario: stormName(clientCount),
      unit: 'clients',
      subject: ourName,
      figures: {
        perSecond: caughtUp / seconds,
        cpuMicros: ((after.server.cpuMs - before.server.cpuMs) * 1000) / caughtUp,
        p50Ms: perClient.percentile(50) / 1000,
        p99Ms: perClient.percentile(99) / 1000,
        seconds: caughtUp === clientCount ? seconds : Number.NaN,
        rssMb: after.server.rssBytes / 2 ** 20,
        stallMs: await readStallMs(confab.port),
      },
      notes: [
        ...compareReadings(before, after).notes,
        ...(retries > 0 ? [`${retries} attempts were repeated, the first after: ${failure}`] : []),
        ...(caughtUp < clientCount ? [`${clientCount - caughtUp} NEVER CAUGHT UP`] : []),
      ],
    });
    const meanwhile = mergeHistograms([delivered]);
    addRow(context, {
      scenario: `sends meanwhile, ${meanwhilePerSecond}/s`,
      unit: 'sends',
      subject: ourName,
      figures: {
        p50Ms: meanwhile.percentile(50) / 1000,
        p99Ms: meanwhile.percentile(99) / 1000,
        maxMs: meanwhile.percentile(100) / 1000,
      },
      notes: [],
    });
    await pool.all('cut', () => ({}));
  },
};

/** Each client is in `groupsPerClient` groups, with other people in each; every group has a speaker who stays. Then the pairs. */
function groupsOf(clients: number): SeedPlan {
  const groups = clients / groupSize;
  const chats: ChatPlan[] = Array.from({ length: groups * groupsPerClient }, (_, chat) => {
    const layer = Math.floor(chat / groups);
    const group = chat % groups;
    const members = Array.from(
      { length: groupSize },
      (_unused, seat) => ((group + seat * layer) % groups) + seat * groups,
    );
    return { kind: 'group', members: [clients + chat, ...members], messages: seededMessages };
  });
  const first = clients + chats.length;
  const direct: ChatPlan[] = Array.from({ length: pairs }, (_, pair) => ({
    kind: 'direct',
    members: [first + pair, first + pairs + pair],
    messages: 1,
  }));
  return { people: first + 2 * pairs, chats: [...chats, ...direct] };
}

function cursorsByPerson(plan: SeedPlan): Record<string, number>[] {
  const cursors: Record<string, number>[] = Array.from({ length: plan.people }, () => ({}));
  for (const [index, { members, messages }] of plan.chats.entries()) {
    for (const member of members) {
      const own = cursors[member];
      if (own) own[chatId(index)] = messages;
    }
  }
  return cursors;
}

async function speakToAll(speakers: LoadProcess, chats: number): Promise<void> {
  const chatIds = Array.from({ length: chats }, (_, index) => chatId(index));
  await speakers.call('startSends', { chatIds, contentBytes: 128, inFlight: 4, limitPerConnection: missedMessages });
  const due = chats * missedMessages;
  const isDone = await poll(async () => (await speakers.call('counters', {})).acks >= due, 30_000);
  await speakers.call('stopSends', {});
  if (!isDone) throw new Error('The messages to be missed were not all acknowledged.');
}
