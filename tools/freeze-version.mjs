import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { root } from './setup/paths.mjs';
import { capture, Problem, runEntry, say } from './setup/process.mjs';

/**
 * Keeps of the version at a commit what the versions after it have to get along with (D25): its client SDK, how it reads the bus,
 * and what it says there. `node tools/freeze-version.mjs COMMIT` before a change of the wire; tests/version-before.test.ts runs it.
 */
const into = join(root, 'apps', 'server', 'tests', 'version-before');

// As long as real ids are, so that a test can put those in their place.
const [chatId, ada, bob] = [`c${'C'.repeat(20)}`, 'A'.repeat(20), 'B'.repeat(20)];
const message = {
  id: `${chatId}.1`,
  chatId,
  seq: 1,
  rev: 1,
  kind: 'text',
  senderId: bob,
  clientId: null,
  content: 'from an old node: “hi” 👋',
  createdAt: '2026-11-26T04:00:00.000Z',
  editedAt: null,
  deletedAt: null,
  reactions: [],
  event: null,
};
/** One of every type that there is at the commit, on its topic. */
const events = [
  [`chat:${chatId}`, { type: 'change', chatId, seq: 1, rev: 1, kind: 'text', json: JSON.stringify(message) }],
  [`chat:${chatId}`, { type: 'typing', chatId, userId: bob }],
  [`chat:${chatId}`, { type: 'active-changed', chatId }],
  [`chat:${chatId}`, { type: 'read', chatId, userId: bob, readSeq: 1, unread: 0, atRev: 1 }],
  [`user:${ada}`, { type: 'read', chatId, userId: ada, readSeq: 1, unread: 0, atRev: 1 }],
  [`user:${ada}`, { type: 'chat-joined', chatId, userId: ada }],
  [`user:${bob}`, { type: 'online-changed', userId: bob, online: false, lastSeenAt: 1_764_129_600_000 }],
  ['nodes', { type: 'members-changed', chatId }],
  ['nodes', { type: 'user-changed', userId: bob }],
  ['nodes', { type: 'sessions-ended', userId: ada, sessionIds: null }],
];

await runEntry(async () => {
  const [commit] = process.argv.slice(2);
  if (!commit) throw new Problem('Say which: node tools/freeze-version.mjs COMMIT');
  const folder = mkdtempSync(join(tmpdir(), 'confab-freeze-'));
  try {
    await unpack(commit, folder);
    const client = join(folder, 'packages', 'client', 'src', 'frozen.ts');
    writeFileSync(client, "export { createClient } from './index.ts';\n");
    await bundle(folder, client, join(into, 'client.js'));
    const codec = join(folder, 'apps', 'server', 'src', 'bus', 'redis-event-codec.ts');
    await bundle(folder, codec, join(into, 'bus-codec.js'));
    const { encodeEvent } = await import(pathToFileURL(codec).href);
    const lines = events.map(([topic, event]) => ({ topic, line: encodeEvent('oldNode', event) }));
    writeFileSync(join(into, 'bus-lines.json'), `${JSON.stringify({ chatId, ada, bob, lines }, null, 2)}\n`);
    say(`${commit} is kept in ${into}`);
  } finally {
    rmSync(folder, { recursive: true });
  }
});

/**
 * @param {string} commit
 * @param {string} folder
 */
async function unpack(commit, folder) {
  const archive = join(folder, 'archive.tar');
  await run('git', ['archive', '--output', archive, commit, 'packages', 'apps/server', 'tsconfig.base.json']);
  await run('tar', ['-xf', archive, '-C', folder]);
  mkdirSync(join(folder, 'node_modules', '@confab'), { recursive: true });
  symlinkSync(join(folder, 'packages', 'protocol'), join(folder, 'node_modules', '@confab', 'protocol'));
  symlinkSync(join(root, 'node_modules', 'zod'), join(folder, 'node_modules', 'zod'));
}

/**
 * @param {string} folder
 * @param {string} entry
 * @param {string} file
 */
async function bundle(folder, entry, file) {
  const rolldown = join(root, 'node_modules', 'rolldown', 'bin', 'cli.mjs');
  const options = ['--format', 'esm', '--platform', 'neutral', '--external', 'zod', '--file', file];
  // There, so that the file names nothing of this machine.
  await run(process.execPath, [rolldown, entry, ...options], folder);
}

/**
 * @param {string} command
 * @param {string[]} args
 * @param {string} [cwd]
 */
async function run(command, args, cwd = root) {
  const { code, output } = await capture(command, args, { cwd });
  if (code !== 0) throw new Problem(`${command} ${args.join(' ')}\n${output}`);
}
