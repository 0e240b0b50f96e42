import './setup/node-version.mjs';
import { mkdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { chromium } from '@playwright/test';
import { root } from './setup/paths.mjs';

/**
 * Draws the pictures by which the app is installed from its one drawing, public/favicon.svg: `node tools/icons.mjs`. They are kept in
 * the repository, since a build has no browser.
 */
const publicFolder = join(root, 'apps/web/public');
const drawing = await readFile(join(publicFolder, 'favicon.svg'), 'utf8');
/** Without the rounded square, which systems that cut icons into shapes draw themselves. */
const bubbles = drawing.replace(/<rect[^>]*>/, '');
const teal = '#00696b';

/** Maskable: what matters lies within 80 % of the middle. Monochrome: for the bars of Android, which look at the shape alone. */
const icons = [
  { file: 'icon-192.png', size: 192, svg: drawing, scale: 1, background: 'transparent' },
  { file: 'icon-512.png', size: 512, svg: drawing, scale: 1, background: 'transparent' },
  { file: 'maskable-512.png', size: 512, svg: bubbles, scale: 0.84, background: teal },
  { file: 'apple-touch-180.png', size: 180, svg: bubbles, scale: 0.94, background: teal },
  { file: 'monochrome-96.png', size: 96, svg: bubbles, scale: 1.3, background: 'transparent' },
];

await mkdir(join(publicFolder, 'icons'), { recursive: true });
const browser = await chromium.launch({
  executablePath: process.env['CHROMIUM_PATH'] ?? '/usr/bin/chromium',
  args: ['--no-sandbox', '--disable-gpu'],
});
try {
  for (const { file, size, svg, scale, background } of icons) {
    const page = await browser.newPage({ viewport: { width: size, height: size } });
    const style = `width:${size}px;height:${size}px;transform:scale(${scale});display:block`;
    await page.setContent(
      `<body style="margin:0;overflow:hidden;background:${background}">${svg.replace('<svg ', `<svg style="${style}" `)}`,
    );
    await page.screenshot({ path: join(publicFolder, 'icons', file), omitBackground: true });
    await page.close();
  }
} finally {
  await browser.close();
}
