import { defineConfig } from 'vitest/config';

// Real servers, databases and child processes on a shared machine: slow is not broken.
const timeouts = { testTimeout: 30_000, hookTimeout: 60_000, teardownTimeout: 20_000 };

export default defineConfig({
  test: {
    pool: 'forks',
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
          include: ['apps/server/tests/**/*.test.ts'],
          exclude: ['**/node_modules/**'],
          ...timeouts,
        },
      },
    ],
  },
});
