import { post, showChat, openActions } from './stage.mjs';

/**
 * @typedef {import('./scenes.mjs').Stage} Stage
 * @typedef {import('@playwright/test').Page} Page
 * @typedef {import('@playwright/test').Locator} Locator
 */

/** What one does with messages. @type {import('./scenes.mjs').Scene[]} */
export const messageScenes = [
  {
    name: 'replying',
    show: async (stage) => {
      const { page } = stage;
      const other = await showChat(stage);
      const said = await say(stage, other, 'Shall we freeze on Thursday, so that Friday is free for the notes?');
      await act(stage, said, 'Reply');
      await field(page).fill('Thursday is fine');
      await page.keyboard.press('Enter');
      await act(stage, await say(stage, other, 'Noon, then?'), 'Reply');
      await page.getByText('Reply to Linus').waitFor();
    },
  },
  {
    name: 'message-menu',
    show: async (stage) => {
      const other = await showChat(stage);
      await openActions(stage, await say(stage, other, 'I have put the notes into the shared folder'));
    },
  },
  {
    name: 'selecting',
    show: async (stage) => {
      const other = await showChat(stage);
      await act(stage, await say(stage, other, 'The keys are with the porter'), 'Select');
      await stage.page.getByRole('toolbar', { name: 'Selected messages' }).waitFor();
      await stage.page.keyboard.press('ArrowUp');
      await stage.page.keyboard.press('Space');
    },
  },
  {
    name: 'files-to-send',
    show: async (stage) => {
      await showChat(stage);
      /** @type {(name: string, mimeType: string) => { name: string, mimeType: string, buffer: Buffer }} */
      const file = (name, mimeType) => ({ name, mimeType, buffer: Buffer.from(`in ${name}`) });
      await stage.page
        .getByLabel('Files to attach')
        .setInputFiles([file('route.pdf', 'application/pdf'), file('list.txt', 'text/plain')]);
      await stage.page.getByRole('region', { name: 'Files to send' }).waitFor();
    },
  },
  {
    name: 'forward',
    show: async (stage) => {
      const other = await showChat(stage);
      await act(stage, await say(stage, other, 'The keys are with the porter'), 'Forward');
      await stage.page.getByRole('dialog', { name: 'Forward' }).getByRole('option').first().waitFor();
    },
  },
  {
    name: 'undo-delete',
    show: async (stage) => {
      await showChat(stage);
      const { page } = stage;
      await field(page).fill('Sent too early');
      await page.keyboard.press(stage.isNarrow ? 'Control+Enter' : 'Enter');
      await act(stage, message(page, 'Sent too early'), 'Delete');
      await page.getByRole('button', { name: 'Undo' }).last().waitFor();
    },
  },
  {
    name: 'edits',
    show: async (stage) => {
      const other = await showChat(stage);
      const said = await say(stage, other, 'Bring **boots** and a `rope`\n- tea\n- bread');
      await editLast(other, 'Bring **torches** and a `long rope`\n- green tea\n- bread');
      await said.getByRole('button', { name: '(edited), show edits' }).click();
      await stage.page.getByRole('dialog', { name: 'Edits' }).getByRole('insertion').first().waitFor();
    },
  },
  {
    name: 'marked-unread',
    show: async (stage) => {
      const other = await showChat(stage);
      const said = await say(stage, other, 'I need an answer by tomorrow');
      await say(stage, other, 'Or the day after');
      await act(stage, said, 'Mark unread from here');
      await stage.page.getByRole('separator', { name: 'New messages' }).waitFor();
    },
  },
  {
    name: 'mentioning',
    show: async (stage) => {
      await showChat(stage);
      await field(stage.page).pressSequentially('Can you have a look, @');
      await stage.page.getByRole('listbox').getByRole('option').first().waitFor();
    },
  },
  {
    name: 'marks',
    show: async (stage) => {
      const other = await showChat(stage);
      await say(
        stage,
        other,
        [
          '## Before we release',
          '- [x] Notes: **done**, _mostly_',
          '- [ ] Migration, see [the page](https://example.org/plan)',
          '> Never on a Friday',
          '```js\nconst ready = steps.every((step) => step.isDone);\n```',
          '| Step | Who |\n|------|-----|\n| Tag | Ada |\n| Notes | Linus |\n',
          'The surprise is ||cake||, ~~biscuits~~',
        ].join('\n'),
      );
      await stage.page.locator('pre .line, pre code span').first().waitFor();
    },
  },
  {
    name: 'preview',
    show: async (stage) => {
      await showChat(stage);
      const { page } = stage;
      await field(page).fill('**Ready?** Then:\n1. `npm test`\n2. tag it');
      const preview = page.getByRole('button', { name: 'Preview' });
      if (!(await preview.isVisible())) await page.getByRole('button', { name: 'Formatting' }).click();
      await preview.click();
      await page.getByRole('listitem').filter({ hasText: 'tag it' }).waitFor();
    },
  },
];

/** @param {Page} page */
function field(page) {
  return page.getByRole('textbox', { name: /^Message / });
}

/** @param {Page} page @param {string} text */
function message(page, text) {
  return page.getByRole('log').getByRole('article').filter({ hasText: text }).last();
}

/**
 * The other one says it.
 * @param {Stage} stage
 * @param {Page} other
 * @param {string} text
 */
async function say({ page }, other, text) {
  const { seq } = await post(other, new URL(other.url()).pathname.split('/')[2], text);
  const said = page.locator(`[role="log"] article[data-row$="${seq}"]`).last();
  await said.waitFor();
  return said;
}

/** @param {Page} other @param {string} content */
async function editLast(other, content) {
  const path = `/api${new URL(other.url()).pathname}/messages`;
  const { messages } = await (await other.request.get(path)).json();
  await other.request.patch(`${path}/${messages.at(-1).id}`, { data: { content }, failOnStatusCode: true });
}

/** @param {Stage} stage @param {Locator} said @param {string} name */
async function act(stage, said, name) {
  await said.hover();
  const button = said.getByRole('toolbar').getByRole('button', { name, exact: true });
  if (await button.isVisible()) return await button.click();
  const actions = await openActions(stage, said);
  await actions.getByRole(stage.isNarrow ? 'button' : 'menuitem', { name, exact: true }).click();
}
