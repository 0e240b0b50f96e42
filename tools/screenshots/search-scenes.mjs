import { logIn, showChat } from './stage.mjs';

/** @typedef {import('./scenes.mjs').Stage} Stage */
/** @typedef {import('./scenes.mjs').Scene} Scene */

/** @param {Stage} stage @param {string} query */
async function showSearch({ page }, query) {
  await logIn(page, 'ada');
  await page.goto(`/search?q=${encodeURIComponent(query)}`);
  await page.getByRole('combobox', { name: 'Search messages' }).waitFor();
}

const hit = 'main li mark';

/** @type {Scene[]} */
export const searchScenes = [
  {
    name: 'search',
    show: async (stage) => {
      await showSearch(stage, 'the');
      await stage.page.locator(hit).first().waitFor();
    },
  },
  {
    name: 'search-filters',
    show: async (stage) => {
      await showSearch(stage, 'from:linus in:"Release 4.2" it');
      await stage.page.locator(hit).first().waitFor();
      await stage.page.getByRole('combobox').press('End');
      await stage.page.keyboard.type(' from:');
      await stage.page.getByRole('option').first().waitFor();
    },
  },
  {
    name: 'search-nothing',
    show: async (stage) => {
      await showSearch(stage, 'nowhere-to-be-found');
      await stage.page.getByRole('heading', { name: 'Nothing found' }).waitFor();
    },
  },
  {
    name: 'search-wrong',
    show: async (stage) => {
      await showSearch(stage, 'from:nobody before:foo has:banana the');
      await stage.page.getByText('Nobody you know').waitFor();
    },
  },
  {
    name: 'search-empty',
    show: async (stage) => {
      await showSearch(stage, '');
      await stage.page.getByRole('heading', { name: 'Search your messages' }).waitFor();
    },
  },
  {
    name: 'search-recent',
    show: async (stage) => {
      await showSearch(stage, 'the');
      const field = stage.page.getByRole('combobox', { name: 'Search messages' });
      for (const query of ['the', 'from:linus has:file', 'in:"Release 4.2" build']) {
        await field.fill(query);
        await stage.page.locator('main li').first().waitFor();
        await field.press('Enter');
      }
      await stage.page.getByRole('button', { name: 'Clear the search' }).click();
      await stage.page.getByRole('heading', { name: 'Recent searches' }).waitFor();
    },
  },
  {
    name: 'search-menu',
    show: async (stage) => {
      await showSearch(stage, '');
      await stage.page.getByRole('button', { name: 'Add a filter' }).click();
      await stage.page.getByRole('menuitem').first().waitFor();
    },
  },
  {
    name: 'search-way-back',
    show: async (stage) => {
      await showSearch(stage, 'the');
      await stage.page.locator(hit).first().click();
      await stage.page.getByRole('button', { name: 'Back to results' }).waitFor();
      await stage.page.getByRole('article').first().waitFor();
    },
  },
  {
    name: 'find',
    show: async (stage) => {
      await showChat(stage);
      await stage.page.waitForTimeout(1_500);
      await stage.page.keyboard.press('Control+f');
      await stage.page.keyboard.type('the');
      await stage.page.getByText(/^\d+ of \d+$/).waitFor();
      await stage.page.waitForTimeout(500);
    },
  },
  {
    name: 'jump',
    show: async (stage) => {
      await showChat(stage);
      await stage.page.waitForTimeout(2_000);
      await stage.page.keyboard.press('Control+k');
      await stage.page.getByRole('combobox').fill('an');
      await stage.page.getByRole('option', { name: /@/ }).first().waitFor();
    },
  },
  {
    name: 'jump-messages',
    show: async (stage) => {
      await showChat(stage);
      await stage.page.waitForTimeout(1_500);
      await stage.page.keyboard.press('Control+k');
      await stage.page.getByRole('combobox').fill('the');
      await stage.page.getByRole('group', { name: 'Messages' }).waitFor();
    },
  },
  {
    name: 'jump-empty',
    show: async (stage) => {
      await showChat(stage);
      await stage.page.waitForTimeout(1_500);
      await stage.page.keyboard.press('Control+k');
      await stage.page.getByRole('option').first().waitFor();
    },
  },
];
