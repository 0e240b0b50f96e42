import { post, showChat } from './stage.mjs';

/** @typedef {import('./scenes.mjs').Stage} Stage */

/** @type {import('./scenes.mjs').Scene[]} */
export const threadScenes = [
  {
    name: 'thread',
    show: async (stage) => {
      const { page } = stage;
      await showThread(stage);
      await page.getByRole('textbox', { name: 'Reply in the thread' }).fill('I will bring it up at **noon**');
      await page.getByRole('complementary', { name: 'Thread' }).getByText('the upper one').waitFor();
    },
  },
  {
    name: 'thread-line',
    show: async (stage) => {
      const { page } = stage;
      await showThread(stage);
      await page.getByRole('button', { name: 'Close thread' }).click();
      await page
        .getByRole('link', { name: /replies/ })
        .last()
        .waitFor();
    },
  },
  {
    name: 'thread-empty',
    show: async (stage) => {
      const other = await showChat(stage);
      const chat = new URL(other.url()).pathname.split('/')[2];
      const { seq } = await post(other, chat, 'Who has the key of the meeting room?');
      await stage.page.goto(`/chats/${chat}/threads/${seq}`);
      await stage.page.getByText('No replies yet').waitFor();
    },
  },
  {
    name: 'threads',
    show: async (stage) => {
      const { other, threadId } = await showThread(stage);
      const chat = new URL(other.url()).pathname.split('/')[2];
      await stage.page.goto('/threads');
      const root = await post(stage.page, chat, 'Lunch in the garden today, bring your own cup');
      await post(other, `${chat}~${root.seq.toString(36)}`, 'On my way');
      await post(other, threadId, 'Done. Have a look when you are back, there is a picture in the shared folder');
      await stage.page.getByText('Have a look').first().waitFor();
    },
  },
  {
    name: 'threads-empty',
    show: async ({ page }) => {
      const username = `new${Date.now().toString(36)}`;
      await page.request.post('/api/auth/register', {
        data: { username, password: 'violet-harbour-42', displayName: 'Nia' },
      });
      await page.goto('/threads');
      await page.getByText('No threads yet').waitFor();
    },
  },
];

/**
 * Three answers to a message of the group, one of them said there too, and the thread open beside it.
 * @param {Stage} stage
 */
async function showThread(stage) {
  const other = await showChat(stage);
  const chat = new URL(other.url()).pathname.split('/')[2];
  const { seq } = await post(other, chat, 'The antenna on the roof moved in the storm. Who can look at it this week?');
  const threadId = `${chat}~${seq.toString(36)}`;
  await post(stage.page, threadId, 'I can, on Thursday. Is it the mast, or one of the wires?');
  await post(other, threadId, 'One of the wires, the upper one. `M6` clamps are in the box under the stairs');
  await stage.page.request.post(`/api/chats/${threadId}/messages`, {
    data: { content: 'Taken, thanks 👍', toChat: true },
    failOnStatusCode: true,
  });
  await stage.page.goto(`/chats/${chat}/threads/${seq}`);
  await stage.page.getByText('the upper one').first().waitFor();
  return { other, threadId };
}
