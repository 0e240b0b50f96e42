import * as protocol from '@confab/protocol';
import type { Operation, PlaceRole, Problem } from '@confab/protocol';
import { placeRoles } from '@confab/protocol/place-role';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { lacksPermission } from '../../src/http/permits.ts';
import { api, type Person } from '../api.ts';
import { seedPeople } from '../seed-people.ts';
import { bearer, connectLive, refusal } from '../sockets.ts';
import { startTwoNodes, type TwoNodes } from '../two-nodes-of.ts';

// [A9] Every role, and everybody who is none of them, with every operation and command that is declared: a new one is tried with no
// line here, and does not compile without saying who may use it.

const outsiders = ['deactivated', 'waiting', 'restricted', 'stranger'] as const;
const kinds = [...placeRoles, ...outsiders];
type Kind = (typeof kinds)[number];

const groups = Object.entries(protocol).filter(([name]) => name.endsWith('Operations'));
const operations = groups.flatMap(([, group]) => Object.values(group as Record<string, Operation>));
/** An upgrade is asked who calls: see below. */
const overHttp = operations.filter(({ path }) => !Object.values(protocol.connectionPaths).includes(path as never));

let place: TwoNodes;
let urls: string[];
beforeAll(async () => {
  place = await startTwoNodes();
  urls = place.nodes.map(({ url }) => url);
  await place.nodes[0].register('owner');
});
afterAll(() => place[Symbol.asyncDispose]());

/** Somebody of that kind for each of so many tries: what one operation does to an account is no other one's business. */
async function seed(kind: Kind, count: number): Promise<Person[]> {
  const people = await seedPeople(place.nodes[0], count);
  const of = {
    ...(placeRoles.includes(kind as PlaceRole) && { role: kind }),
    ...(kind === 'deactivated' && { role: 'owner', deactivated_at: 1 }),
    ...(kind === 'waiting' && { role: 'owner', waiting_since: 1 }),
    ...(kind === 'restricted' && { role: 'owner', restricted: 'second-factor' }),
  };
  if (kind === 'stranger') return people.map((person) => ({ ...person, token: `${person.token}x` }));
  const ids = people.map(({ user }) => user.id);
  await place.nodes[0].parts.storage.db.updateTable('users').set(of).where('id', 'in', ids).execute();
  return people;
}

/** Who is refused, by what they are told; null: whoever may, or is refused for another reason. */
function judge({ status, code, detail }: { status: number; code?: string; detail?: string }): string | null {
  if (status === 401) return 'nobody';
  if (code === 'second-factor-required') return 'restricted';
  return status === 403 && detail === lacksPermission ? 'lacks it' : null;
}

function expected(
  kind: Kind,
  { isPublic, needs = 'account', whileRestricted }: Pick<Operation, 'isPublic' | 'needs' | 'whileRestricted'>,
) {
  if (isPublic) return null;
  if (kind === 'restricted') return whileRestricted ? null : 'restricted';
  if (kind === 'deactivated' || kind === 'waiting' || kind === 'stranger') return 'nobody';
  return protocol.hasNeeded(kind, needs, protocol.usualSettings) ? null : 'lacks it';
}

async function inLanes<Item>(items: readonly Item[], work: (item: Item) => Promise<void>): Promise<void> {
  const left = [...items];
  const lane = async (): Promise<void> => {
    for (let item = left.pop(); item !== undefined; item = left.pop()) await work(item);
  };
  await Promise.all(Array.from({ length: 16 }, lane));
}

test('[A9] every operation, tried by every role, answers those who may and refuses everybody else', async () => {
  const tries: { kind: Kind; person: Person; operation: Operation; url: string }[] = [];
  for (const kind of kinds) {
    const people = await seed(kind, overHttp.length);
    overHttp.forEach((operation, index) => {
      const [person, url] = [people[index], urls[(index + kinds.indexOf(kind)) % urls.length]];
      if (person && url) tries.push({ kind, person, operation, url });
    });
  }
  const wrong: unknown[] = [];
  await inLanes(tries, async ({ kind, person, operation, url }) => {
    const path = protocol.routeOf(operation.path).replaceAll(/:\w+/g, 'nothing');
    const answer = await api(url, person.token)
      .call<Problem | null>(protocol.methodOf(operation.path), path)
      .catch(() => ({ status: 200, body: null }));
    const found = judge({ status: answer.status, ...answer.body });
    if (found !== expected(kind, operation) && !(operation.isPublic && found === 'nobody')) {
      wrong.push([operation.id, kind, { found, expected: expected(kind, operation), status: answer.status }]);
    }
    if (answer.status === 500) wrong.push([operation.id, kind, answer]);
  });
  expect(wrong).toEqual([]);
  expect(tries.length).toBeGreaterThan(600);
});

test('[A9] every command, said by every role, is heard of those who may say it', async () => {
  for (const [index, role] of placeRoles.entries()) {
    const [person] = await seed(role, 1);
    if (!person) throw new Error('Nobody came.');
    await using socket = await connectLive(urls[index % urls.length] ?? '', person);
    for (const type of Object.keys(protocol.commandNeeds).filter((one) => one !== 'ping')) socket.send({ type });
    socket.send({ type: 'ping' });
    await socket.next('pong');
    const refused = socket.ofType('error').filter(({ detail }) => detail === lacksPermission);
    const lacking = Object.values(protocol.commandNeeds).filter(
      (needs) => !protocol.hasNeeded(role, needs, protocol.usualSettings),
    );
    expect([role, refused.length]).toEqual([role, lacking.length]);
    // What was let through was not valid: it was read.
    expect(socket.ofType('error').length).toBeGreaterThan(5);
  }
});

test('[A2] [A9] whoever is nobody here, or has to do something else first, gets no socket', async () => {
  for (const [index, kind] of outsiders.entries()) {
    const [person] = await seed(kind, 1);
    if (!person) throw new Error('Nobody came.');
    for (const path of ['/api/ws', `/api/chats/ws/nothing/${person.user.id}`]) {
      const { status, body } = await refusal((urls[index % urls.length] ?? '') + path, bearer(person));
      const found = judge({ ...(JSON.parse(body) as Problem), status });
      expect([kind, path, found]).toEqual([kind, path, expected(kind, {})]);
    }
  }
});

test('[A9] what a request asks for by its body is asked of its role as well', async () => {
  const [member, guest] = [(await seed('member', 1))[0], (await seed('guest', 1))[0]];
  const [group, open] = [
    { kind: 'group', name: 'G', memberIds: [] },
    { kind: 'group', name: 'G', memberIds: [], visibility: 'public' },
  ];
  const status = async (person: Person | undefined, body: object) =>
    (await api(urls[1] ?? '', person?.token).call('POST', '/api/chats', body)).status;
  expect([await status(member, group), await status(member, open)]).toEqual([201, 201]);
  expect([await status(guest, group), await status(guest, open)]).toEqual([403, 403]);
});
