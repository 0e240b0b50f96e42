import type { Problem } from '@confab/protocol';
import { expect, test } from 'vitest';
import { api, startGroup } from '../api.ts';
import { startTwoNodes } from '../two-nodes-of.ts';

test('[A43] a new account sends no more messages, and starts no more chats, by asking several nodes', async () => {
  await using place = await startTwoNodes({
    RATE_LIMITS: 'on',
    REGISTRATION: 'open',
    NEW_ACCOUNTS: 'messages:6,chats:2',
  });
  const [first, second] = place.nodes;
  const [owner, newcomer] = [await first.register('owner'), await first.register('newcomer')];
  const group = await startGroup(newcomer, [owner]);
  const other = api(second.url, newcomer.token);
  const send = async (at: typeof other): Promise<number> =>
    (await at.call('POST', `/api/chats/${group.id}/messages`, { content: 'hi' })).status;
  const statuses: number[] = [];
  for (let sent = 0; sent < 6; sent += 1) statuses.push(await send(sent % 2 === 0 ? newcomer.api : other));
  expect(statuses).toEqual(Array.from({ length: 6 }, () => 201));
  const refused = await Promise.all([send(newcomer.api), send(other)]);
  expect(refused).toEqual([429, 429]);
  const start = (at: typeof other) =>
    at.call<Problem>('POST', '/api/chats', { kind: 'group', name: 'More', memberIds: [] });
  expect([(await start(other)).status, (await start(newcomer.api)).body.code]).toEqual([201, 'rate-limited']);
});
