import { defineConfig } from '@playwright/test';
import { launchOptionsOf } from './browsers.ts';

/** Chromium as the system brings it; nothing is downloaded, and it talks to nobody but the server under test. */
export default defineConfig({
  testDir: '.',
  outputDir: '../test-results',
  fullyParallel: true,
  forbidOnly: true,
  retries: 0,
  // On two cores: pages wait for servers and for each other a fifth of the time.
  workers: 3,
  // Slow is not broken: the machine may be busy with the server tests.
  timeout: 150_000,
  expect: { timeout: 20_000 },
  reporter: [
    ['list'],
    ['json', { outputFile: process.env['PLAYWRIGHT_JSON_OUTPUT_FILE'] ?? '../test-results/report.json' }],
  ],
  use: {
    locale: 'en-GB',
    // It fetches the whole app once more for each new browser; worker.spec.ts lets it.
    serviceWorkers: 'block',
    // Recording every step takes a fifth of the time: asked for where a test is looked into.
    trace: process.env['BROWSER_TRACES'] === 'on' ? 'retain-on-failure' : 'off',
    screenshot: 'only-on-failure',
    launchOptions: launchOptionsOf('shell'),
  },
});
