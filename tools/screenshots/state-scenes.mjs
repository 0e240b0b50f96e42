import { adminScenes } from './admin-scenes.mjs';
import { faceScenes } from './face-scenes.mjs';
import { fileScenes } from './file-scenes.mjs';
import { chatLink, logIn, openActions, post, showChat, showList } from './stage.mjs';

/**
 * What is there before anything is, and what is seldom seen.
 * @typedef {import('./scenes.mjs').Stage} Stage
 * @typedef {import('@playwright/test').Page} Page
 */

/** @type {import('./scenes.mjs').Scene[]} */
export const stateScenes = [
  ...adminScenes,
  ...faceScenes,
  ...fileScenes,
  {
    name: 'empty-direct',
    show: async ({ page }) => {
      await comeAnew(page);
      const [linus] = await findPeople(page, ['linus']);
      await openNew(page, { kind: 'direct', memberIds: [linus] });
      await page.getByRole('button', { name: 'Wave' }).waitFor();
    },
  },
  {
    name: 'empty-group',
    show: async ({ page }) => {
      await comeAnew(page);
      const memberIds = await findPeople(page, ['linus', 'grace']);
      await openNew(page, { kind: 'group', name: 'Reading group', memberIds });
      await page.getByRole('button', { name: 'Describe the group' }).waitFor();
    },
  },
  {
    name: 'empty-notes',
    show: async ({ page }) => {
      const id = await comeAnew(page);
      await openNew(page, { kind: 'direct', memberIds: [id] });
      await page.getByText('Write down what you want').waitFor();
    },
  },
  {
    name: 'empty-saved',
    show: async ({ page }) => {
      await comeAnew(page);
      await page.goto('/saved');
      await page.getByText('Nothing saved yet').waitFor();
    },
  },
  {
    name: 'empty-activity',
    show: async ({ page }) => {
      await comeAnew(page);
      await page.goto('/activity');
      await page.getByText('Nothing here yet').waitFor();
    },
  },
  {
    name: 'own-menu',
    show: async (stage) => {
      await showList(stage);
      await stage.page.getByRole('button', { name: /: your menu$/ }).click();
      await stage.page.getByRole('menuitem', { name: 'Log out' }).waitFor();
    },
  },
  {
    name: 'owner',
    show: async (stage) => {
      await showOwnGroup(stage);
      const { page } = stage;
      await page
        .getByRole('button', { name: /^Actions for/ })
        .first()
        .click();
      await page.getByRole('menuitem', { name: 'Make owner' }).click();
      await page.getByRole('dialog').waitFor();
    },
  },
  {
    name: 'leaving',
    show: async (stage) => {
      await showOwnGroup(stage);
      await stage.page.getByRole('button', { name: 'Leave group' }).click();
      await stage.page.getByRole('dialog').waitFor();
    },
  },
  {
    name: 'group-settings',
    show: async (stage) => {
      await showOwnGroup(stage);
      await stage.page.getByRole('region', { name: 'Group settings' }).scrollIntoViewIfNeeded();
    },
  },
  {
    name: 'announcements',
    show: async ({ page, others }) => {
      const other = await others.newPage();
      await comeAnew(other);
      const memberIds = [await comeAnew(page), ...(await findPeople(other, ['linus', 'grace']))];
      const id = await make(other, { kind: 'group', name: 'News of the house', memberIds });
      await other.request.patch(`/api/chats/${id}/settings`, { data: { posting: 'admins' } });
      await page.goto(`/chats/${id}`);
      await page.getByRole('heading', { level: 1 }).waitFor();
      await page.waitForTimeout(500);
    },
  },
  {
    name: 'add-people',
    show: async (stage) => {
      await showOwnGroup(stage);
      await stage.page.getByRole('button', { name: 'Add people' }).click();
      await stage.page.getByRole('option').nth(3).waitFor();
    },
  },
  {
    name: 'section',
    show: async (stage) => {
      await showList(stage);
      await chatLink(stage.page).focus();
      await stage.page.keyboard.press('Shift+F10');
      await stage.page.getByRole('menuitem', { name: /section/ }).click();
      await stage.page.getByRole('dialog').waitFor();
    },
  },
  {
    name: 'unread-only',
    show: async (stage) => {
      await showList(stage);
      await stage.page.getByRole('button', { name: /^Sort and filter chats/ }).click();
      await stage.page.waitForTimeout(400);
    },
  },
  {
    name: 'calendar',
    show: async (stage) => {
      const { page } = stage;
      await showChat(stage);
      await page.getByRole('log').evaluate((log) => log.scrollBy(0, -2_000));
      await page.waitForTimeout(800);
      await page.getByRole('log').evaluate((log) => log.scrollBy(0, -400));
      await page.getByRole('button', { name: /Jump to a day/ }).click();
      await page.waitForTimeout(500);
    },
  },
  {
    name: 'editing',
    show: async (stage) => {
      const { page } = stage;
      await showChat(stage);
      const field = page.getByRole('textbox', { name: /^Message / });
      await field.fill('See you at **noon** at the gate');
      await page.getByRole('button', { name: 'Send', exact: true }).click();
      await page.getByText('at the gate').last().waitFor();
      await page.waitForTimeout(500);
      await field.press('ArrowUp');
      await page.waitForTimeout(500);
    },
  },
  {
    name: 'reactors',
    show: async (stage) => {
      const { page } = stage;
      const other = await showChat(stage);
      const id = new URL(other.url()).pathname.split('/')[2];
      const sent = await post(other, id, 'We have a release!');
      for (const emoji of ['🎉', '❤️', '👍']) {
        await page.request.put(`/api/chats/${id}/messages/${sent.id}/reactions/${encodeURIComponent(emoji)}`);
        await other.request.put(`/api/chats/${id}/messages/${sent.id}/reactions/${encodeURIComponent(emoji)}`);
      }
      await page.getByRole('article').last().hover();
      const actions = await openActions(stage, page.getByRole('article').last());
      const name = 'Who reacted';
      await actions.getByRole(stage.isNarrow ? 'button' : 'menuitem', { name }).click();
      await page.getByRole('dialog', { name: 'Reactions' }).waitFor();
    },
  },
  {
    name: 'removed',
    show: async ({ page, others }) => {
      const other = await others.newPage();
      await comeAnew(other);
      const me = await comeAnew(page);
      const id = await make(other, { kind: 'group', name: 'Reading group', memberIds: [me] });
      await other.request.delete(`/api/chats/${id}/members/${me}`);
      await page.goto(`/chats/${id}`);
      await page.getByRole('heading', { name: /no longer/ }).waitFor();
    },
  },
  {
    name: 'unreachable',
    show: async ({ page }) => {
      await logIn(page, 'ada');
      await page.route(/\/api\//, (route) => route.abort());
      await page.goto('/');
      await page.waitForTimeout(5_000);
    },
  },
];

/** Somebody whom nobody knows. Answers the id. @param {Page} page */
async function comeAnew(page) {
  const username = `new${Date.now().toString(36)}`;
  const data = { username, password: 'violet-harbour-42', displayName: 'Nia' };
  const answer = await page.request.post('/api/auth/register', { data, failOnStatusCode: true });
  return (await answer.json()).user.id;
}

/** @param {Page} page @param {string[]} names */
async function findPeople(page, names) {
  const ids = [];
  for (const name of names) {
    const answer = await page.request.get(`/api/auth/users?query=${name}`, { failOnStatusCode: true });
    const { users } = await answer.json();
    ids.push(users.find((/** @type {{ username: string }} */ { username }) => username === name).id);
  }
  return ids;
}

/** @param {Page} page @param {object} data */
async function make(page, data) {
  const answer = await page.request.post('/api/chats/', { data, failOnStatusCode: true });
  return (await answer.json()).id;
}

/** @param {Page} page @param {object} data */
async function openNew(page, data) {
  await page.goto(`/chats/${await make(page, data)}`);
}

/** A group of which one is the owner, with its details. @param {Stage} stage */
async function showOwnGroup({ page }) {
  await comeAnew(page);
  const memberIds = await findPeople(page, ['linus', 'grace', 'mei']);
  const id = await make(page, { kind: 'group', name: 'Reading group', memberIds });
  await post(page, id, 'Which book is next?');
  await page.goto(`/chats/${id}/details`);
  await page.getByRole('heading', { name: 'Members' }).waitFor();
}
