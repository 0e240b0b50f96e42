import { existsSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { startServerProcess } from '../server-process.ts';
import { plantChats } from './plant-chats.ts';
import { password, registerPeople } from './register-people.ts';

/** Fills a data folder with people and weeks of history, unless there is a database in it. */
const dataDir = resolve(process.argv[2] ?? 'data/dev');
const firstPerson = 'ada';

if (existsSync(join(dataDir, 'confab.db'))) {
  console.log(
    `Development data: ${dataDir} (log in as "${firstPerson}", password "${password}"; delete it to start anew)`,
  );
} else {
  const startedAt = performance.now();
  try {
    const { messages, chats, users } = await plant();
    const seconds = ((performance.now() - startedAt) / 1000).toFixed(1);
    console.log(`Planted ${users} people, ${chats} chats and ${messages} messages in ${dataDir} (${seconds} s).`);
    console.log(`Log in as "${firstPerson}", or anybody else, with the password "${password}".`);
  } catch (error) {
    // Half of the data would be taken for all of it the next time.
    for (const suffix of ['', '-wal', '-shm']) await rm(join(dataDir, `confab.db${suffix}`), { force: true });
    throw error;
  }
}

async function plant() {
  const userIds = await registerAll();
  return { users: userIds.size, ...(await plantChats(dataDir, userIds)) };
}

async function registerAll(): Promise<Map<string, string>> {
  // Thirty people from one address at once are what the limits are there to stop.
  await using server = await startServerProcess(dataDir, {
    RATE_LIMITS: 'off',
    LOG_LEVEL: 'info',
    REGISTRATION: 'open',
  });
  return await registerPeople(server.url);
}
