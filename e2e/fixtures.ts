import { randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type APIRequestContext, type Page, test as base } from '@playwright/test';
import { type Chat, chatSchema, type OwnUser, signedInSchema } from '@confab/protocol';
import { type ServerProcess, startServerProcess } from '../tools/server-process.ts';

export { expect } from '@playwright/test';

/** Nobody's name elsewhere, and not among the common ones that are refused. */
export const password = 'violet-harbour-42';

/** Somebody who is logged in. */
export interface Account {
  user: OwnUser;
  /** Asks the API as them. */
  request: APIRequestContext;
  /** Of the server: its scheme, host and port. */
  origin: string;
}

/** In a browser of their own. */
export interface Person extends Account {
  page: Page;
}

export interface Fixtures {
  /** Registers over the API with the page's own cookies: the next `goto` finds them logged in. */
  register: (page: Pick<Page, 'request'>, displayName: string) => Promise<OwnUser>;
  /** Somebody new whom nobody looks at: a browser of their own would take a second. */
  enrol: (displayName: string) => Promise<Account>;
  /** A new browser context with somebody new logged in, on no page yet: it opens the first one that is looked at. */
  equip: (displayName: string) => Promise<Person>;
  /** The same, on the chat list. */
  join: (displayName: string) => Promise<Person>;
  /** A chat made over the API by the first of the people; a name makes it a group. */
  startChat: (people: Account[], groupName?: string) => Promise<Chat>;
}

export interface WorkerFixtures {
  /** The built server as people run it, on a free port and a data folder that goes when the worker ends. */
  server: ServerProcess;
}

export const test = base.extend<Fixtures, WorkerFixtures>({
  server: [
    // oxlint-disable-next-line no-empty-pattern -- Playwright reads what a fixture needs from this pattern
    async ({}, use) => {
      const folder = await mkdtemp(join(tmpdir(), 'confab-e2e-'));
      try {
        // Everybody here comes from one address, and a push service is none but of this machine.
        const env = { RATE_LIMITS: 'off', PUSH_PRIVATE_ADDRESSES: 'on' };
        await using server = await startServerProcess(folder, env);
        await use(server);
      } finally {
        await rm(folder, { recursive: true, force: true });
      }
    },
    { scope: 'worker' },
  ],

  baseURL: async ({ server }, use) => await use(server.url),

  register: async ({ server }, use) => {
    await use(async (page, displayName) => {
      const username = `${displayName
        .toLowerCase()
        .replaceAll(/[^a-z0-9]/g, '')
        .slice(0, 20)}-${randomBytes(4).toString('hex')}`;
      const response = await page.request.post(`${server.url}/api/auth/register`, {
        data: { username, password, displayName },
      });
      if (response.status() !== 201) throw new Error(`${username} could not register: ${await response.text()}`);
      return signedInSchema.parse(await response.json()).user;
    });
  },

  enrol: async ({ playwright, server, register }, use) => {
    await using contexts = new AsyncDisposableStack();
    await use(async (displayName) => {
      const made = await playwright.request.newContext({ baseURL: server.url });
      const request = contexts.adopt(made, (context) => context.dispose());
      return { user: await register({ request }, displayName), request, origin: server.url };
    });
  },

  equip: async ({ browser, server, register }, use) => {
    await using contexts = new AsyncDisposableStack();
    await use(async (displayName) => {
      const context = contexts.adopt(await browser.newContext({ baseURL: server.url }), (made) => made.close());
      const page = await context.newPage();
      const user = await register(page, displayName);
      return { user, page, request: page.request, origin: server.url };
    });
  },

  join: async ({ equip }, use) => {
    await use(async (displayName) => {
      const person = await equip(displayName);
      await person.page.goto('/');
      return person;
    });
  },

  startChat: async ({ server }, use) => {
    await use(async ([creator, ...others], groupName) => {
      if (!creator) throw new Error('Somebody has to start a chat.');
      const memberIds = others.map(({ user }) => user.id);
      const data = groupName ? { kind: 'group', name: groupName, memberIds } : { kind: 'direct', memberIds };
      const response = await creator.request.post(`${server.url}/api/chats/`, { data });
      if (!response.ok()) throw new Error(`The chat could not be made: ${await response.text()}`);
      return chatSchema.parse(await response.json());
    });
  },
});
