import { expect, test } from 'vitest';
import { SimDatabase } from './sim-database.ts';
import { simulate } from './simulate.ts';

/** Worlds that once broke a rule. */
const brokeOnce: [seed: number, what: string][] = [
  [3, 'a chat that nobody was told of stayed unknown'],
  [6, 'a page that healed a gap went to somebody whom it removed'],
  [14, 'the pages of many chats together looked like a slow reader; an unread count came with a later read position'],
  [17, 'a thread that was left on one device stayed on the other, since the bus lost word of it'],
  [24, 'a thread that was watched and then followed was not, since the bus lost word of it'],
  [44, 'somebody removed and added again lost the chat, since the removal came late'],
  [87, 'a resume that failed in the middle left the client neither live nor trying'],
  [
    90,
    'a thread was found as one that is followed, by a device that no stream had told, and so none told it of the end',
  ],
  [231, 'a chat that was left before anybody told of it stayed with the one who made it'],
  [351, 'a thread came after the removal from its chat, and nobody took it back'],
  [970488, 'a position was moved by a transaction that seemed to fail, and the reader was gone: nobody was told'],
  [980825, 'a chat was made on a node whose clock was far behind, and the event of it got lost'],
  [71, 'a fetch for something else said that a thread is followed, before any stream did, and none told of the end'],
  [1302833, 'the fetch of since when a thread is followed failed behind one that nobody waited for'],
  [1600310, 'a device heard neither that a thread was left nor that it was followed again, and counted from before'],
  [200359, 'a mention further up had somebody follow a thread anew, and a device kept how far it was read before'],
  [1702676, 'a thread was followed again before the fetch of since when had found that it was not'],
];

const known = new Set(brokeOnce.map(([seed]) => seed));
const seedsPerRun = 36;
const seedsThatExpire = 8;

test.each(brokeOnce)('seed %i holds, where %s', async (seed) => {
  const database = await SimDatabase.open();
  expect((await simulate(seed, database)).violations).toEqual([]);
});

test(`the first ${seedsPerRun} worlds keep every rule [A39] [D1–D24]`, async () => {
  const database = await SimDatabase.open();
  const others = Array.from({ length: seedsPerRun }, (_, place) => place + 1).filter((seed) => !known.has(seed));
  for (const seed of others) {
    const { violations } = await simulate(seed, database);
    expect(violations, `node tools/faults/simulate.ts --start ${seed} --seeds 1`).toEqual([]);
  }
}, 240_000);

test(`${seedsThatExpire} worlds in which messages go when their time is over keep every rule [A39] [D71]`, async () => {
  const database = await SimDatabase.open();
  let gone = 0;
  for (let seed = 1; seed <= seedsThatExpire; seed += 1) {
    const { violations, expired } = await simulate(seed, database, { expires: true });
    expect(violations, `node tools/faults/simulate.ts --expires --start ${seed} --seeds 1`).toEqual([]);
    gone += expired;
  }
  expect(gone).toBeGreaterThan(0);
}, 240_000);
