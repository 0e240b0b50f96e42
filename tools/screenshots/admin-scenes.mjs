import { logIn } from './stage.mjs';

/** @typedef {import('./scenes.mjs').Stage} Stage */

/** Whoever came first owns the place. @param {Stage} stage @param {string} path */
async function openAdmin({ page }, path) {
  await logIn(page, 'ada');
  // Each log-in of an earlier picture would be told of.
  await page.request.delete('/api/auth/sessions?keep=current');
  await page.goto(path);
}

/** @param {Stage} stage @param {string} name */
async function openPersonMenu(stage, name) {
  await openAdmin(stage, '/admin/people');
  await stage.page.getByRole('button', { name: `What to do about ${name}` }).click();
}

/** @type {import('./scenes.mjs').Scene[]} */
export const adminScenes = [
  ...pagesOf({
    overview: 'Messages',
    people: 'Search people',
    groups: 'Search groups',
    invitations: 'New invitation',
    storage: 'Storage',
    health: 'Health',
    audit: 'Verify',
    keeping: 'How long things are kept',
    place: 'Name of the place',
    reports: 'Open',
    restrictions: 'Show',
    words: 'They hold in all chats',
  }),
  {
    name: 'admin-list',
    show: async (stage) => {
      await openAdmin(stage, '/admin');
      await stage.page.getByRole('navigation', { name: 'Administration' }).waitFor();
    },
  },
  {
    name: 'admin-person-menu',
    show: async (stage) => {
      await openPersonMenu(stage, 'Linus Bergström');
      await stage.page.getByRole('menuitem', { name: 'Delete account…' }).waitFor();
    },
  },
  {
    name: 'admin-password-link',
    show: async (stage) => {
      await openPersonMenu(stage, 'Linus Bergström');
      await stage.page.getByRole('menuitem', { name: 'Link for a new password…' }).click();
      await stage.page.getByRole('button', { name: 'Make the link' }).click();
      await stage.page.getByRole('textbox', { name: 'Link' }).waitFor();
    },
  },
  {
    name: 'admin-delete-account',
    show: async (stage) => {
      await openPersonMenu(stage, 'Linus Bergström');
      await stage.page.getByRole('menuitem', { name: 'Delete account…' }).click();
      await stage.page.getByRole('dialog').waitFor();
    },
  },
  {
    name: 'admin-new-account',
    show: async (stage) => {
      await openAdmin(stage, '/admin/people');
      await stage.page.getByRole('button', { name: 'New account…' }).click();
      await stage.page.getByLabel('Username').waitFor();
    },
  },
  {
    name: 'admin-restrict',
    show: async (stage) => {
      await openPersonMenu(stage, 'Linus Bergström');
      await stage.page.getByRole('menuitem', { name: 'Warn, mute or ban…' }).click();
      await stage.page.getByLabel('The person').selectOption('Ban: is logged out everywhere');
    },
  },
  {
    name: 'invitation-link',
    show: async (stage) => {
      await openAdmin(stage, '/invitations');
      await stage.page.getByRole('button', { name: 'New invitation' }).click();
      await stage.page.getByRole('button', { name: 'Make the link' }).click();
      await stage.page.getByRole('img', { name: 'The link as a QR code' }).waitFor();
    },
  },
];

/**
 * Each page of the area, with words that are there once it is loaded.
 * @param {Readonly<Record<string, string>>} pages
 * @returns {import('./scenes.mjs').Scene[]}
 */
function pagesOf(pages) {
  return Object.entries(pages).map(([path, words]) => ({
    name: `admin-${path}`,
    show: async (stage) => {
      await openAdmin(stage, `/admin/${path}`);
      await stage.page.getByText(words).filter({ visible: true }).first().waitFor();
      await stage.page.getByLabel('Loading').waitFor({ state: 'hidden' });
    },
  }));
}
