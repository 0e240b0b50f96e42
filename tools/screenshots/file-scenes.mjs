import { showChat } from './stage.mjs';

/**
 * Files in a conversation. All are made here: pictures are drawn by the browser, sound is a sine.
 * @typedef {import('./scenes.mjs').Stage} Stage
 * @typedef {import('@playwright/test').Page} Page
 * @typedef {{ name: string, bytes: Buffer, alt?: string, voice?: object }} Upload
 */

/** @type {import('./scenes.mjs').Scene[]} */
export const fileScenes = [
  {
    name: 'files-pictures',
    show: async (stage) => {
      const { page, chatId } = await showGroup(stage);
      const draw = (/** @type {number} */ width, /** @type {number} */ height, /** @type {number} */ hue) =>
        picture(page, { width, height, hue });
      await send(page, chatId, [await draw(1_600, 1_000, 200)], 'The view from the hut this morning');
      await send(page, chatId, [await draw(1_200, 900, 20), await draw(900, 1_200, 80), await draw(1_200, 900, 140)]);
      await send(page, chatId, [await draw(24, 24, 300), await draw(700, 5_000, 260)]);
      await settled(page);
    },
  },
  {
    name: 'files-album',
    show: async (stage) => {
      const { page, chatId } = await showGroup(stage);
      const sizes = [
        [4, 3],
        [3, 4],
        [16, 9],
        [1, 1],
        [3, 2],
        [2, 3],
        [16, 9],
      ];
      const drawn = sizes.map(([wide = 1, high = 1], at) =>
        picture(page, { width: wide * 200, height: high * 200, hue: at * 50 }),
      );
      await send(page, chatId, await Promise.all(drawn), 'Seven of the hike');
      await settled(page);
    },
  },
  {
    name: 'files-kinds',
    show: async (stage) => {
      const { page, chatId } = await showGroup(stage);
      const code = 'export function add(one: number, other: number): number {\n  return one + other;\n}\n';
      await send(page, chatId, [voice()]);
      const sent = await send(page, chatId, [
        {
          name: 'Minutes of the board meeting in November, second draft.pdf',
          bytes: Buffer.from(`%PDF-1.4\n${' '.repeat(180_000)}`),
        },
        { name: 'add.ts', bytes: Buffer.from(code.repeat(8)) },
        { name: 'site.zip', bytes: Buffer.from('PK\u0003\u0004') },
      ]);
      await send(page, chatId, [{ name: 'Rehearsal.wav', bytes: sine(2) }]);
      await sent.getByRole('button', { name: 'Show', exact: true }).click();
      await page.locator('figure').last().waitFor();
      await settled(page);
    },
  },
  {
    name: 'files-viewer',
    show: async (stage) => {
      const { page, chatId } = await showGroup(stage);
      const alt = 'A green hill, and a lake behind it';
      const sent = await send(page, chatId, [
        { ...(await picture(page, { width: 1_600, height: 1_000, hue: 140 })), alt },
        await picture(page, { width: 900, height: 1_200, hue: 220 }),
      ]);
      await sent.getByRole('button', { name: `Open ${alt}` }).click();
      await page.locator('[data-viewer] img').waitFor();
      await settled(page);
    },
  },
  {
    name: 'files-gallery',
    show: async (stage) => {
      const { page, chatId } = await showGroup(stage);
      const hues = [10, 60, 110, 160, 210, 260, 310];
      await send(page, chatId, await Promise.all(hues.map((hue) => picture(page, { width: 800, height: 600, hue }))));
      await page.goto(`/chats/${chatId}/files`);
      await page
        .getByRole('button', { name: /^Open Picture/ })
        .nth(6)
        .waitFor();
      await settled(page);
    },
  },
  {
    name: 'files-links',
    show: async (stage) => {
      const { page, chatId } = await showGroup(stage);
      for (const content of [
        'The route: https://maps.example.org/routes/2026/over-the-ridge?from=station',
        'Read [what to bring in November](https://hiking.example/packing) and www.weather.example before Saturday',
      ])
        await page.request.post(`/api/chats/${chatId}/messages`, { data: { content } });
      await page.goto(`/chats/${chatId}/files`);
      await page.getByRole('button', { name: 'Links', exact: true }).click();
      await page.getByRole('link', { name: 'what to bring in November hiking.example' }).first().waitFor();
      await settled(page);
    },
  },
  {
    name: 'files-details',
    show: async (stage) => {
      const { page, chatId } = await showGroup(stage);
      await page.goto(`/chats/${chatId}/details`);
      await page.getByRole('link', { name: 'Pictures, files and links' }).scrollIntoViewIfNeeded();
      await settled(page);
    },
  },
];

/** @param {Stage} stage */
async function showGroup(stage) {
  const { page } = stage;
  await showChat(stage);
  return { page, chatId: new URL(page.url()).pathname.split('/')[2] ?? '' };
}

/** What was sent stands there, and its pictures with it. @param {Page} page */
async function settled(page) {
  await page.waitForFunction(() => [...document.images].every(({ complete }) => complete));
  await page.waitForTimeout(500);
}

/**
 * Hills before a sky.
 * @param {Page} page
 * @param {{ width: number, height: number, hue: number }} look
 * @returns {Promise<Upload>}
 */
export async function picture(page, look) {
  const url = await page.evaluate(({ width, height, hue }) => {
    const canvas = Object.assign(document.createElement('canvas'), { width, height });
    const pen = canvas.getContext('2d');
    if (!pen) return '';
    const sky = pen.createLinearGradient(0, 0, 0, height);
    sky.addColorStop(0, `hsl(${hue} 60% 70%)`);
    sky.addColorStop(1, `hsl(${hue + 40} 80% 92%)`);
    pen.fillStyle = sky;
    pen.fillRect(0, 0, width, height);
    for (const [at, light] of [45, 35, 25].entries()) {
      pen.fillStyle = `hsl(${hue - 30} 35% ${light}%)`;
      pen.beginPath();
      pen.ellipse((width * (1 + 2 * at)) / 5, height * 1.05, width / 2.2, (height * (5 - at)) / 9, 0, 0, 7);
      pen.fill();
    }
    return canvas.toDataURL('image/png');
  }, look);
  return { name: `hills-${look.width}x${look.height}.png`, bytes: Buffer.from(url.split(',')[1] ?? '', 'base64') };
}

/** @returns {Upload} */
function voice() {
  const peaks = Buffer.from(
    Array.from({ length: 64 }, (_, at) => Math.round(128 + 120 * Math.sin(at / 3) * Math.cos(at))),
  );
  return { name: 'voice.wav', bytes: sine(7), voice: { ms: 7_000, peaks: peaks.toString('base64url') } };
}

/** A quiet tone as WAV. @param {number} seconds */
function sine(seconds) {
  const rate = 8_000;
  const samples = Buffer.from(
    Array.from({ length: rate * seconds }, (_, at) => 128 + Math.round(20 * Math.sin(at / 3))),
  );
  const head = Buffer.alloc(44);
  head.write('RIFF', 0);
  head.writeUInt32LE(36 + samples.length, 4);
  head.write('WAVEfmt ', 8);
  head.writeUInt32LE(16, 16);
  head.writeUInt16LE(1, 20);
  head.writeUInt16LE(1, 22);
  head.writeUInt32LE(rate, 24);
  head.writeUInt32LE(rate, 28);
  head.writeUInt16LE(1, 32);
  head.writeUInt16LE(8, 34);
  head.write('data', 36);
  head.writeUInt32LE(samples.length, 40);
  return Buffer.concat([head, samples]);
}

/**
 * Answers its row.
 * @param {Page} page
 * @param {string} chatId
 * @param {Upload[]} uploads
 */
async function send(page, chatId, uploads, content = '') {
  const files = [];
  for (const { name, bytes, ...more } of uploads) files.push({ id: await upload(page, name, bytes), ...more });
  const data = { content, files };
  const answer = await page.request.post(`/api/chats/${chatId}/messages`, { data, failOnStatusCode: true });
  const { seq } = await answer.json();
  const row = page.locator(`[role="log"] article[data-row="s${seq}"]`);
  await row.waitFor();
  return row;
}

/** @param {Page} page @param {string} name @param {Buffer} bytes */
async function upload(page, name, bytes) {
  const tus = { 'tus-resumable': '1.0.0' };
  const metadata = `filename ${Buffer.from(name).toString('base64')}`;
  const begun = await page.request.post('/api/uploads', {
    headers: { ...tus, 'upload-length': String(bytes.length), 'upload-metadata': metadata },
    failOnStatusCode: true,
  });
  const path = begun.headers()['location'] ?? '';
  const type = 'application/offset+octet-stream';
  await page.request.patch(path, {
    headers: { ...tus, 'upload-offset': '0', 'content-type': type },
    data: bytes,
    failOnStatusCode: true,
  });
  return path.split('/').at(-1);
}
