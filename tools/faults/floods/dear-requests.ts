import { WebSocket } from 'ws';
import { type Account, bearerOf, post } from './accounts.ts';
import type { Flood, FloodReport, Target } from './flood.ts';
import { hold } from './raw-connection.ts';

const groups = 1_000;
const groupsAtOnce = 8;
const people = 39;

/** Everybody in the groups is the attacker's own here; with strangers' ids it would be theirs to read. */
export const manyGroups: Flood = {
  title: 'one account makes 1,000 groups of 39 people, then lists and resumes all of them',
  accounts: people + 1,
  async run(target, signal) {
    const made = await makeGroups(target, signal);
    const [owner] = target.accounts;
    if (!owner) throw new Error('This flood needs accounts.');
    const [listed, resumed] = await Promise.all([
      listOverAndOver(target.url, owner, signal),
      resumeOverAndOver(target.url, owner, signal),
    ]);
    return { ...made, ...listed, ...resumed };
  },
};

async function makeGroups({ url, accounts: [owner, ...others] }: Target, signal: AbortSignal): Promise<FloodReport> {
  const memberIds = others.map(({ id }) => id);
  const report = { made: 0, refused: 0 };
  let left = groups;
  const work = async (): Promise<void> => {
    while (left > 0 && !signal.aborted) {
      left -= 1;
      const answer = await post(url, '/api/chats/', { kind: 'group', name: `Group ${left}`, memberIds }, owner);
      await answer.arrayBuffer();
      if (answer.ok) report.made += 1;
      else report.refused += 1;
    }
  };
  await Promise.all(Array.from({ length: groupsAtOnce }, work));
  return report;
}

const listMs = 10_000;

async function listOverAndOver(url: string, owner: Account, signal: AbortSignal): Promise<FloodReport> {
  const report = { lists: 0, listsRefused: 0, largestListBytes: 0 };
  const until = performance.now() + listMs;
  while (performance.now() < until && !signal.aborted) {
    const answer = await fetch(`${url}/api/chats/`, { headers: bearerOf(owner), signal });
    const { byteLength } = await answer.arrayBuffer();
    if (answer.ok) report.lists += 1;
    else report.listsRefused += 1;
    report.largestListBytes = Math.max(report.largestListBytes, byteLength);
  }
  return report;
}

/** As fast as one socket is allowed to. */
async function resumeOverAndOver(url: string, owner: Account, signal: AbortSignal): Promise<FloodReport> {
  const report = { resumed: 0, resumesRefused: 0, resumeBytes: 0 };
  const socket = new WebSocket(`${url.replace(/^http/, 'ws')}/api/ws`, { headers: bearerOf(owner) });
  socket.on('error', () => {});
  socket.on('message', (data: Buffer) => {
    report.resumeBytes += data.byteLength;
    const start = data.toString('utf8', 0, 24);
    if (start.startsWith('{"type":"ready"')) report.resumed += 1;
    if (start.startsWith('{"type":"error"')) report.resumesRefused += 1;
  });
  socket.on('open', () => {
    for (let index = 0; index < 150; index += 1) socket.send('{"type":"resume","epoch":null,"cursors":{}}');
  });
  await hold(listMs, signal);
  socket.terminate();
  return report;
}
