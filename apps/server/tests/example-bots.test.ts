import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Message } from '@confab/protocol';
import { afterAll, expect, test } from 'vitest';
import { passwordOf, type Person, readHistory, registerAll, send, startDirect, startGroup } from './api.ts';
import { startServer } from './start-server.ts';

const server = await startServer();
afterAll(() => server.close());

const patience = { timeout: 20_000 };
const threadIdAt = ({ chatId, seq }: Message): string => `${chatId}~${seq.toString(36)}`;

/** An example of the SDK, started as its head says; resolves when it listens. */
async function startBot(file: string, { user }: Person): Promise<AsyncDisposable> {
  const program = fileURLToPath(new URL(`../../../packages/client/examples/${file}`, import.meta.url));
  const folder = mkdtempSync(join(tmpdir(), 'confab-bot-'));
  const child = spawn(process.execPath, [program, server.url, user.username, passwordOf(user.displayName)], {
    cwd: folder,
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const ended = once(child, 'close');
  const listens = new Promise<void>((resolve) => {
    child.stdout.setEncoding('utf8').on('data', (text: string) => text.includes('listens') && resolve());
  });
  await Promise.race([listens, ended.then(([code]) => Promise.reject(new Error(`${file} ended with ${code}.`)))]);
  return {
    async [Symbol.asyncDispose]() {
      child.kill('SIGINT');
      const [code] = (await ended) as [number | null];
      rmSync(folder, { recursive: true });
      expect(code).toBe(0);
    },
  };
}

test('the bot that throws dice answers a mention in the thread of the message, also one made while it was off', async () => {
  // No dice are in a name.
  const { ada, 'dice-2d0': dice } = await registerAll(server.url, 'ada', 'dice-2d0');
  const group = await startGroup(ada, [dice]);
  const root = await send(ada, group.id, 'Not for @everyone: 3d6');
  const asked = await send(ada, group.id, `@${dice.user.username} 3d6, please`);
  const saidIn = async (threadId: string) =>
    (await readHistory(ada, threadId)).map(({ senderId, content }) => [senderId, content]);
  await using _ = await startBot('dice-bot.ts', dice);
  const three: unknown = expect.stringMatching(/^\d \+ \d \+ \d = \*\*\d+\*\*$/);
  await expect.poll(() => saidIn(threadIdAt(asked)), patience).toEqual([[dice.user.id, three]]);
  const inThread = `And now d100, @${dice.user.username}`;
  await send(ada, threadIdAt(root), inThread);
  await expect
    .poll(() => saidIn(threadIdAt(root)), patience)
    .toEqual([
      [ada.user.id, inThread],
      [dice.user.id, expect.stringMatching(/^\*\*\d+\*\*$/)],
    ]);
  // Once, although it heard of them again.
  expect(await saidIn(threadIdAt(asked))).toHaveLength(1);
});

test('the bot that says back what is said to it does so in the chat', async () => {
  const { ada, echo } = await registerAll(server.url, 'ada', 'echo');
  const chat = await startDirect(ada, echo);
  await using _ = await startBot('echo-bot.ts', echo);
  await send(ada, chat.id, 'Is anybody here?');
  const said = async () => (await readHistory(ada, chat.id)).map(({ senderId, content }) => [senderId, content]);
  await expect.poll(said, patience).toEqual([ada.user.id, echo.user.id].map((sender) => [sender, 'Is anybody here?']));
});
