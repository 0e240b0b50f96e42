import './setup/node-version.mjs';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { chromium } from '@playwright/test';
import { tellStory } from './screenshots/story.mjs';

/**
 * A moving picture of two people talking, as the README shows it:
 *   node tools/recording.mjs http://localhost:8000 docs/images/conversation.gif
 * The server must hold the development data (tools/seed). Needs ffmpeg.
 */
const [url = 'http://localhost:8000', file = 'recording.gif'] = process.argv.slice(2);

const framesPerSecond = 10;
const size = { width: 1080, height: 640 };

const browser = await chromium.launch({
  executablePath: process.env['CHROMIUM_PATH'] ?? '/usr/bin/chromium',
  args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-sync'],
});
const folder = await mkdtemp(join(tmpdir(), 'confab-recording-'));
try {
  const mine = await browser.newContext({ baseURL: url, viewport: size, colorScheme: 'light' });
  const others = await browser.newContext({ baseURL: url, viewport: size });
  const page = await mine.newPage();
  /** @type {() => Promise<number>} */
  let stop = async () => 0;
  await tellStory({
    page,
    others,
    begin: () => {
      stop = record(page, folder);
    },
  });
  const count = await stop();
  await encode(folder, resolve(file));
  console.log(`${file}: ${count} pictures`);
} finally {
  await browser.close();
  await rm(folder, { recursive: true, force: true });
}

/**
 * Takes pictures as fast as they are asked for. One that took long stands for as many frames.
 * @param {import('@playwright/test').Page} page
 * @param {string} into
 */
function record(page, into) {
  const over = new AbortController();
  let count = 0;
  const done = (async () => {
    const startedAt = performance.now();
    while (!over.signal.aborted) {
      const picture = await page.screenshot({ type: 'png' });
      const due = Math.floor(((performance.now() - startedAt) / 1000) * framesPerSecond);
      for (; count <= due; count += 1) await writeFile(join(into, `${String(count).padStart(5, '0')}.png`), picture);
    }
  })();
  return async () => {
    over.abort();
    await done;
    return count;
  };
}

/**
 * @param {string} from
 * @param {string} to
 */
async function encode(from, to) {
  const colours = 'split[a][b];[a]palettegen=max_colors=160:stats_mode=diff[p];[b][p]paletteuse=dither=none';
  const input = ['-framerate', String(framesPerSecond), '-i', join(from, '%05d.png')];
  const program = spawn('ffmpeg', ['-y', '-loglevel', 'error', ...input, '-vf', colours, '-loop', '0', to], {
    stdio: 'inherit',
  });
  const [code] = await once(program, 'exit');
  if (code !== 0) throw new Error('ffmpeg could not make the picture.');
}
