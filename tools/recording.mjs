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
 *   node tools/recording.mjs http://localhost:8000 docs/images/talk.gif
 * The server must hold the development data (tools/seed) as it was planted. Needs ffmpeg, and fonts for
 * emoji and for Chinese, Japanese and Korean: `apt-get install ffmpeg fonts-noto-color-emoji fonts-droid-fallback`.
 */
const [url = 'http://localhost:8000', file = 'recording.gif'] = process.argv.slice(2);

const framesPerSecond = 10;
/** In seconds. */
const longestPause = 1.2;
const longest = 14;
const size = { width: 1200, height: 680 };

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
    begin: async () => {
      stop = await record(page, folder);
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
 * What the browser paints, as it paints it. A picture stands until the next one, but no longer than a reader needs, and what takes
 * too long is played faster: a machine that is busy with recording is slower than one that only talks.
 * @param {import('@playwright/test').Page} page
 * @param {string} into
 */
async function record(page, into) {
  const session = await page.context().newCDPSession(page);
  /** @type {{ data: string, at: number }[]} */
  const painted = [];
  session.on('Page.screencastFrame', ({ data, metadata, sessionId }) => {
    painted.push({ data, at: metadata.timestamp ?? 0 });
    void session.send('Page.screencastFrameAck', { sessionId });
  });
  await session.send('Page.startScreencast', { format: 'png', everyNthFrame: 1 });
  return async () => {
    await session.send('Page.stopScreencast');
    const pauses = painted.map(({ at }, index) => Math.min((painted[index + 1]?.at ?? Infinity) - at, longestPause));
    const tempo = Math.max(1, pauses.reduce((sum, pause) => sum + pause, 0) / longest);
    let count = 0;
    let playedAt = 0;
    for (const [index, { data }] of painted.entries()) {
      playedAt += (pauses[index] ?? 0) / tempo;
      for (; count < playedAt * framesPerSecond; count += 1) {
        await writeFile(join(into, `${String(count).padStart(5, '0')}.png`), Buffer.from(data, 'base64'));
      }
    }
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
