import { chatSchema } from '@confab/protocol';
import { type Account, bearerOf, post } from './accounts.ts';
import type { Flood, Target } from './flood.ts';
import { countAlive, hold, openUnread, pipelineGets, type RawConnection } from './raw-connection.ts';

const docsScript = '/docs/swagger-ui-bundle.js';
const holdMs = 20_000;

export const unreadScript: Flood = {
  title: 'one stranger pipelines 1,000 requests for a script and reads nothing',
  accounts: 0,
  run: (target, signal) => pipelineOn(1, { path: docsScript, count: 1_000 }, target, signal),
};

export const unreadScriptTwenty: Flood = {
  title: 'twenty such connections at once',
  accounts: 0,
  run: (target, signal) => pipelineOn(20, { path: docsScript, count: 1_000 }, target, signal),
};

export const unreadHistory: Flood = {
  title: 'one account pipelines 400 pages of history and reads nothing',
  accounts: 1,
  async run(target, signal) {
    const chatId = await writeHistory(target);
    const [account] = target.accounts;
    const path = `/api/chats/${chatId}/messages?limit=200`;
    return await pipelineOn(1, { path, count: 400, headers: account && bearerOf(account) }, target, signal);
  },
};

export const unreadOnEach: Flood = {
  title: '200 connections leave one page of history unread',
  accounts: 1,
  async run(target, signal) {
    const chatId = await writeHistory(target);
    const [account] = target.accounts;
    const path = `/api/chats/${chatId}/messages?limit=200`;
    return await pipelineOn(200, { path, count: 1, headers: account && bearerOf(account) }, target, signal);
  },
};

interface Requests {
  path: string;
  count: number;
  headers?: Readonly<Record<string, string>> | undefined;
}

async function pipelineOn(connections: number, requests: Requests, { url }: Target, signal: AbortSignal) {
  const { path, count, headers = {} } = requests;
  const open: RawConnection[] = [];
  for (let index = 0; index < connections && !signal.aborted; index += 1) {
    const connection = await openUnread(url, signal);
    pipelineGets(connection, path, { count, headers });
    open.push(connection);
  }
  await hold(holdMs, signal);
  return { connections, requests: connections * count, alive: countAlive(open) };
}

/** A chat whose newest page is as large as one can be. */
async function writeHistory({ url, accounts: [owner] }: Target): Promise<string> {
  if (!owner) throw new Error('This flood needs an account.');
  const made = await post(url, '/api/chats/', { kind: 'group', name: 'Flood', memberIds: [] }, owner);
  const { id } = chatSchema.parse(await made.json());
  for (let index = 0; index < 200; index += 1) await say(url, id, owner);
  return id;
}

async function say(url: string, chatId: string, owner: Account): Promise<void> {
  const answer = await post(url, `/api/chats/${chatId}/messages`, { content: 'x'.repeat(8_000) }, owner);
  if (!answer.ok) throw new Error(`Could not write: ${answer.status}`);
}
