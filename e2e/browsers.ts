import type { LaunchOptions } from '@playwright/test';

const chromium = process.env['CHROMIUM_PATH'] ?? '/usr/bin/chromium';
const shell = process.env['CHROMIUM_SHELL_PATH'] ?? chromium;

/** `whole` shows notifications; `shell` costs less. Each is what the system brings, and talks to nobody but the server under test. */
export function launchOptionsOf(kind: 'whole' | 'shell'): LaunchOptions {
  return {
    executablePath: kind === 'whole' ? chromium : shell,
    args: [
      '--headless',
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
      // A tone, from a microphone that everybody lets the page have.
      '--use-fake-device-for-media-stream',
      '--use-fake-ui-for-media-stream',
    ],
  };
}
