import { picture } from './file-scenes.mjs';
import { logIn, showChat } from './stage.mjs';

/**
 * Pictures of people and groups.
 * @typedef {import('@playwright/test').Page} Page
 */

/** @type {import('./scenes.mjs').Scene[]} */
export const faceScenes = [
  {
    name: 'face-crop',
    show: async ({ page }) => {
      await logIn(page, 'ada');
      await page.goto('/settings');
      await choose(page, 1_600, 1_000, 200);
      await page.keyboard.press('+');
      await page.getByRole('application').focus();
    },
  },
  {
    name: 'face-settings',
    show: async ({ page }) => {
      await logIn(page, 'ada');
      await page.goto('/settings');
      await setPicture(page, 200);
      await page.getByRole('button', { name: 'Remove picture' }).waitFor();
    },
  },
  {
    name: 'faces',
    show: async (stage) => {
      const { page } = stage;
      const other = await showChat(stage);
      await other.goto('/settings');
      await setPicture(other, 20);
      await page.goto(`${new URL(page.url()).pathname}/details`);
      await page.getByRole('heading', { name: 'Members' }).waitFor();
      await setPicture(page, 100);
      await page.getByRole('button', { name: 'Remove picture' }).waitFor();
    },
  },
];

/** @param {Page} page @param {number} hue */
async function setPicture(page, hue) {
  await choose(page, 900, 600, hue);
  await page.getByRole('button', { name: 'Use picture' }).click();
  await page.getByRole('dialog').waitFor({ state: 'hidden' });
}

/** @param {Page} page @param {number} width @param {number} height @param {number} hue */
async function choose(page, width, height, hue) {
  const { name, bytes } = await picture(page, { width, height, hue });
  await page
    .locator('input[type=file][accept*="image/avif"]')
    .setInputFiles({ name, mimeType: 'image/png', buffer: bytes });
  await page.getByRole('slider', { name: 'Zoom' }).and(page.locator(':enabled')).waitFor();
}
