import { defineConfig } from 'vitest/config';

// Real servers, databases and child processes on a shared machine: slow is not broken.
const timeouts = { testTimeout: 60_000, hookTimeout: 60_000, teardownTimeout: 20_000 };

/** With all of tests/on-both. */
const onPostgres = [
  'accounts',
  'chats',
  'chat-socket',
  'documents',
  'ldap',
  'messages',
  'odd-characters',
  'session-expiry',
  'sessions-attacked',
  'unified-socket',
];

export default defineConfig({
  test: {
    pool: 'forks',
    // On two cores: much of the time is spent waiting for servers and timers. Measured: 200 s with two, 168 s with three.
    maxWorkers: 4,
    // Files of one worker share the modules: to load them anew for each took a quarter of the processor time. What a test changes of
    // what all see, it puts back.
    isolate: false,
    unstubGlobals: true,
    unstubEnvs: true,
    allowOnly: false,
    projects: [
      {
        test: {
          name: 'unit',
          include: [
            'packages/**/*.test.ts',
            'apps/web/src/**/*.test.{ts,tsx}',
            'apps/server/src/**/*.test.ts',
            'tools/**/*.test.ts',
            'bench/**/*.test.ts',
          ],
          exclude: ['**/node_modules/**', '**/dist/**', '**/.cache/**'],
          ...timeouts,
        },
      },
      {
        test: {
          name: 'server',
          setupFiles: ['apps/server/tests/cheap-passwords.ts'],
          include: ['apps/server/tests/**/*.test.ts'],
          exclude: ['**/node_modules/**'],
          ...timeouts,
        },
      },
      {
        // What people can do over REST and sockets, once more on PostgreSQL and Redis.
        test: {
          name: 'server-postgres',
          include: [
            ...onPostgres.map((name) => `apps/server/tests/${name}.test.ts`),
            'apps/server/tests/on-both/*.test.ts',
          ],
          setupFiles: ['apps/server/tests/cheap-passwords.ts'],
          globalSetup: ['apps/server/tests/on-postgres/backends.ts'],
          ...timeouts,
        },
      },
    ],
  },
});
