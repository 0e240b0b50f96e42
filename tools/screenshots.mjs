import './setup/node-version.mjs';
import { mkdir } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { chromium } from '@playwright/test';
import { scenes } from './screenshots/scenes.mjs';

/**
 * Pictures of every screen and state, to be looked at:
 *   node tools/screenshots.mjs http://localhost:8000 /tmp/pictures [part of a picture's name]
 * The server must hold the development data (tools/seed). Each scene is taken light and dark, wide and narrow.
 */
const [url = 'http://localhost:8000', folder = 'screenshots', filter = ''] = process.argv.slice(2);

const sizes = [
  { name: 'wide', viewport: { width: 1360, height: 860 }, hasTouch: false },
  { name: 'narrow', viewport: { width: 390, height: 844 }, hasTouch: true },
];
const colorSchemes = /** @type {const} */ (['light', 'dark']);
const chromiumFlags = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

await mkdir(resolve(folder), { recursive: true });
const browser = await chromium.launch({
  executablePath: process.env['CHROMIUM_PATH'] ?? '/usr/bin/chromium',
  args: chromiumFlags,
});
try {
  for (const scene of scenes) {
    for (const size of sizes) {
      for (const colorScheme of colorSchemes) await takePicture(scene, size, colorScheme);
    }
  }
} finally {
  await browser.close();
}

/**
 * @param {import('./screenshots/scenes.mjs').Scene} scene
 * @param {(typeof sizes)[number]} size
 * @param {(typeof colorSchemes)[number]} colorScheme
 */
async function takePicture(scene, size, colorScheme) {
  const file = `${scene.name}-${colorScheme}-${size.name}.png`;
  if (!file.includes(filter)) return;
  const { viewport, hasTouch } = size;
  const context = await browser.newContext({ baseURL: url, viewport, hasTouch, colorScheme, reducedMotion: 'reduce' });
  const others = await browser.newContext({ baseURL: url });
  try {
    const page = await context.newPage();
    page.setDefaultTimeout(12_000);
    await scene.show({ page, others, isNarrow: size.name === 'narrow' });
    await page.evaluate(() => document.fonts.ready);
    await page.screenshot({ path: join(resolve(folder), file) });
    console.log(file);
  } catch (error) {
    // The others are worth looking at all the same.
    process.exitCode = 1;
    console.error(`${file}: ${error instanceof Error ? error.message : String(error)}`);
  } finally {
    await context.close();
    await others.close();
  }
}
