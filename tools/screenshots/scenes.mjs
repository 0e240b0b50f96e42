import { chatLink, isText, logIn, showChat, showList } from './stage.mjs';
import { messageScenes } from './message-scenes.mjs';
import { stateScenes } from './state-scenes.mjs';
import { searchScenes } from './search-scenes.mjs';
import { threadScenes } from './thread-scenes.mjs';

/**
 * @typedef {{ page: import('@playwright/test').Page, others: import('@playwright/test').BrowserContext, isNarrow: boolean }} Stage
 * @typedef {{ name: string, show: (stage: Stage) => Promise<void> }} Scene
 */

/** @type {Scene[]} */
export const scenes = [
  {
    name: 'login',
    show: async ({ page }) => {
      await page.goto('/login');
      await page.getByRole('heading', { name: 'Log in' }).waitFor();
    },
  },
  {
    name: 'login-error',
    show: async ({ page }) => {
      await page.goto('/login');
      await page.getByLabel('Username').fill('ada');
      await page.getByLabel('Password', { exact: true }).fill('not-my-password');
      await page.getByRole('button', { name: 'Log in' }).click();
      await page.getByText('Wrong username or password').waitFor();
    },
  },
  {
    name: 'register-error',
    show: async ({ page }) => {
      await page.goto('/register');
      await page.getByLabel('Your name').fill('Ada Lovelace');
      await page.getByLabel('Username').fill('a!');
      await page.getByLabel('Password', { exact: true }).fill('short');
      await page.getByRole('button', { name: 'Create account' }).click();
      await page.getByText('At least 8 characters.', { exact: true }).waitFor();
    },
  },
  {
    name: 'first-run',
    show: async ({ page }) => {
      const username = `new${Date.now().toString(36)}`;
      await page.request.post('/api/auth/register', {
        data: { username, password: 'violet-harbour-42', displayName: 'Nia' },
      });
      await page.goto('/');
      await page.getByRole('heading', { name: 'Welcome to Confab' }).filter({ visible: true }).waitFor();
    },
  },
  {
    name: 'list',
    show: async ({ page }) => {
      await logIn(page, 'ada');
      await page.goto('/');
      await chatLink(page).waitFor();
    },
  },
  { name: 'chat', show: async (stage) => void (await showChat(stage)) },
  {
    name: 'chat-typing',
    show: async (stage) => {
      const other = await showChat(stage);
      await other.getByRole('textbox').pressSequentially('I will look at it');
      await stage.page.getByText('is typing').waitFor();
      await stage.page.getByRole('article').last().hover();
    },
  },
  {
    name: 'chat-older',
    show: async (stage) => {
      await showChat(stage);
      await stage.page.getByRole('log').hover();
      await stage.page.mouse.wheel(0, -2_000);
      await stage.page.getByRole('button', { name: 'Newest messages' }).waitFor();
      await stage.page.waitForLoadState('networkidle');
      await stage.page.mouse.wheel(0, 300);
    },
  },
  {
    name: 'chat-writing',
    show: async (stage) => {
      await showChat(stage);
      const composer = stage.page.getByRole('textbox', { name: /^Message / });
      await composer.fill('- **Friday**: the branch\n- Monday: ');
      await composer.pressSequentially('@');
      await stage.page.getByRole('option').first().waitFor();
    },
  },
  {
    name: 'active-users',
    show: async (stage) => {
      await showChat(stage);
      await stage.page.getByRole('button', { name: /active/ }).hover();
      await stage.page
        .locator('.tooltip')
        .waitFor({ timeout: 2_000 })
        .catch(() => undefined);
    },
  },
  {
    name: 'loading',
    show: async ({ page }) => {
      await logIn(page, 'ada');
      await page.routeWebSocket(/\/api\/ws/, () => undefined);
      await page.goto('/chats/some-chat-or-other');
      await page.locator('.skeleton').filter({ visible: true }).first().waitFor();
    },
  },
  {
    name: 'offline',
    show: async (stage) => {
      const { page } = stage;
      await showChat(stage, async () => {
        await page.routeWebSocket(/\/api\/ws/, (socket) => {
          const server = socket.connectToServer();
          socket.onMessage((frame) => server.send(frame));
          page.once('close', () => server.close());
          void page.exposeFunction('cut', () => socket.close({ code: 1006 })).catch(() => undefined);
        });
      });
      await page.context().setOffline(true);
      await page.evaluate('window.cut()');
      await page.getByRole('textbox').fill('This one waits until the train leaves the tunnel');
      await page.keyboard.press('Enter');
      await page.getByText('No connection').waitFor({ timeout: 20_000 });
    },
  },
  {
    name: 'new-chat',
    show: async (stage) => {
      if (stage.isNarrow) await showList(stage);
      else await showChat(stage);
      await stage.page.getByRole('button', { name: '+ New Chat' }).click();
      await stage.page.getByRole('option').first().waitFor();
    },
  },
  {
    name: 'new-group',
    show: async (stage) => {
      const { page } = stage;
      if (stage.isNarrow) await showList(stage);
      else await showChat(stage);
      await page.getByRole('button', { name: '+ New Chat' }).click();
      for (const name of ['Jonas Weber', 'Mei Tanaka']) {
        await page.getByRole('combobox').fill(name.slice(0, 4));
        await page.getByRole('option', { name }).click();
      }
      await page.getByLabel('Group name').fill('Reading group');
      await page.getByRole('option').nth(3).waitFor();
    },
  },
  {
    name: 'details',
    show: async (stage) => {
      await showChat(stage);
      await stage.page.getByRole('button', { name: 'Details' }).click();
      await stage.page.getByRole('heading', { name: 'Members' }).waitFor();
    },
  },
  {
    name: 'list-menu',
    show: async (stage) => {
      await showList(stage);
      await chatLink(stage.page).focus();
      await stage.page.keyboard.press('Shift+F10');
      await stage.page.getByRole('menuitem', { name: 'Archive' }).waitFor();
    },
  },
  {
    name: 'public-groups',
    show: async ({ page }) => {
      await logIn(page, 'ada');
      const group = { kind: 'group', name: 'Weekend hikers', memberIds: [], visibility: 'public' };
      await page.request.post('/api/chats/', { data: group, failOnStatusCode: true });
      await page.goto('/groups');
      await page.getByText('Weekend hikers').first().waitFor();
    },
  },
  {
    name: 'person',
    show: async (stage) => {
      const other = await showChat(stage);
      const status = { emoji: '🌴', text: 'On holiday', until: null };
      await other.request.patch('/api/auth/me', { data: { status, timeZone: 'Asia/Tokyo' }, failOnStatusCode: true });
      await stage.page.locator('article [data-person]').last().click();
      await stage.page.getByRole('dialog').waitFor();
    },
  },
  {
    name: 'status',
    show: async (stage) => {
      await showList(stage);
      await stage.page.getByRole('button', { name: /: your menu$/ }).click();
      await stage.page.getByRole('menuitem', { name: 'Set a status' }).click();
      await stage.page.getByRole('dialog', { name: 'Your status' }).waitFor();
    },
  },
  {
    name: 'pinned',
    show: async (stage) => {
      const { page } = stage;
      await showChat(stage);
      const id = new URL(page.url()).pathname.split('/')[2];
      const answer = await page.request.get(`/api/chats/${id}/messages`);
      const { messages } = await answer.json();
      for (const { id: messageId } of messages.filter(isText).slice(-5)) {
        await page.request.put(`/api/chats/${id}/messages/${messageId}/pin`);
      }
      await page.getByRole('button', { name: 'Details' }).click();
      await page.getByRole('region', { name: 'Pinned' }).scrollIntoViewIfNeeded();
    },
  },
  {
    name: 'saved',
    show: async (stage) => {
      await showChat(stage);
      const answer = await stage.page.request.get('/api/chats/');
      const { chats } = await answer.json();
      const spokenIn = chats.filter((/** @type {{ lastMessage: unknown }} */ { lastMessage }) => lastMessage !== null);
      for (const { id: chatId, lastMessage } of spokenIn.slice(0, 5)) {
        const value = { chatId, seq: lastMessage.seq, savedAt: lastMessage.createdAt };
        await stage.page.request.put(`/api/me/documents/saved%2F${lastMessage.id}`, { data: { value } });
      }
      const left = { chatId: 'left', seq: 1, savedAt: new Date().toISOString() };
      await stage.page.request.put('/api/me/documents/saved%2Fleft', { data: { value: left } });
      await stage.page.goto('/saved');
      await stage.page.getByRole('listitem').nth(3).waitFor();
    },
  },
  {
    name: 'send-menu',
    show: async (stage) => {
      await showChat(stage);
      await stage.page.getByRole('textbox', { name: /^Message/ }).fill('Minutes of today: the gate is repaired.');
      await stage.page.getByRole('button', { name: 'Other ways to send' }).click();
      await stage.page.getByRole('menu').waitFor();
    },
  },
  {
    name: 'scheduled',
    show: async (stage) => {
      await showChat(stage);
      const answer = await stage.page.request.get('/api/chats/');
      const { chats } = await answer.json();
      const later = (/** @type {number} */ hours) => new Date(Date.now() + hours * 3_600_000).toISOString();
      const values = [
        { chatId: chats[0].id, content: 'Good morning! The minutes of Friday are in the folder.', at: later(17) },
        { chatId: chats[1].id, content: '**Reminder:** the lift is serviced.', at: later(90), parts: { silent: true } },
        { chatId: 'left', content: 'See you all on Monday', at: later(-1) },
      ];
      for (const [place, value] of values.entries()) {
        await stage.page.request.put(`/api/me/documents/scheduled%2Fscene-${place}`, { data: { value } });
      }
      await stage.page.goto('/scheduled');
      await stage.page.getByText('Not sent', { exact: true }).waitFor();
    },
  },
  {
    name: 'remind',
    show: async (stage) => {
      await showChat(stage);
      const { chatId, seq } = await lastText(stage.page);
      const at = new Date(Date.now() - 1_000).toISOString();
      const value = { chatId, seq, at, note: 'Answer before the meeting' };
      await stage.page.request.put(`/api/me/documents/reminder%2F${chatId}.${seq.toString(36)}`, { data: { value } });
      const later = { chatId, seq: seq - 1, at: new Date(Date.now() + 9e7).toISOString() };
      const key = `reminder%2F${chatId}.${(seq - 1).toString(36)}`;
      await stage.page.request.put(`/api/me/documents/${key}`, { data: { value: later } });
      await stage.page.getByText('Reminder: Answer before the meeting').first().waitFor();
    },
  },
  {
    name: 'reminders',
    show: async (stage) => {
      await showChat(stage);
      await stage.page.goto('/reminders');
      await stage.page.getByRole('listitem').nth(1).waitFor();
    },
  },
  {
    name: 'activity',
    show: async (stage) => {
      const other = await showChat(stage);
      const chat = new URL(other.url()).pathname.split('/')[2];
      for (const content of ['@ada what do you think of it?', '@everyone lunch is in the garden today', 'Ask @ada']) {
        await other.request.post(`/api/chats/${chat}/messages`, { data: { content }, failOnStatusCode: true });
      }
      await stage.page.goto('/activity');
      await stage.page.getByRole('listitem').nth(2).waitFor();
    },
  },
  ...messageScenes,
  ...searchScenes,
  ...threadScenes,
  ...stateScenes,
  {
    name: 'emoji',
    show: async (stage) => {
      const other = await showChat(stage);
      await addEmoji(other);
      const chat = new URL(other.url()).pathname.split('/')[2];
      for (const content of [
        'It is out :ship_it: thanks to all of you, and :no_such_emoji:',
        ':party-parrot: :boots:',
      ]) {
        await other.request.post(`/api/chats/${chat}/messages`, { data: { content }, failOnStatusCode: true });
      }
      await stage.page.getByRole('img', { name: ':boots:' }).last().waitFor();
      if (stage.isNarrow) return;
      await stage.page.getByRole('article').last().hover();
      await stage.page.getByRole('button', { name: 'Add a reaction' }).last().click();
      await stage.page.getByRole('button', { name: 'More reactions' }).click();
      await stage.page.getByRole('option').nth(20).waitFor();
    },
  },
  {
    name: 'settings',
    show: async ({ page }) => {
      await logIn(page, 'ada');
      await page.goto('/settings');
      await page.getByText('This device', { exact: true }).waitFor();
    },
  },
  {
    name: 'custom-emoji',
    show: async ({ page }) => {
      await logIn(page, 'ada');
      await page.goto('/settings');
      await addEmoji(page);
      await page.getByText(':boots:', { exact: true }).waitFor();
      await page.getByRole('region', { name: 'Emoji', exact: true }).scrollIntoViewIfNeeded();
    },
  },
  {
    name: 'keys',
    show: async ({ page }) => {
      await logIn(page, 'ada');
      await page.goto('/');
      await chatLink(page).waitFor();
      await page.keyboard.press('?');
      await page.getByRole('heading', { name: 'Keyboard shortcuts' }).waitFor();
    },
  },
  {
    name: 'unknown',
    show: async ({ page }) => {
      await logIn(page, 'ada');
      await page.goto('/nowhere');
      await page.getByText('Nothing here').waitFor();
    },
  },
];

/**
 * Three that the place has, drawn here; again and again they are the same.
 * @param {import('@playwright/test').Page} page
 */
async function addEmoji(page) {
  const drawn = await page.evaluate(() =>
    [
      { name: 'party-parrot', hue: 140 },
      { name: 'ship_it', hue: 210 },
      { name: 'boots', hue: 20 },
    ].map(({ name, hue }) => {
      const canvas = document.createElement('canvas');
      canvas.width = canvas.height = 96;
      const pen = canvas.getContext('2d');
      if (!pen) throw new Error('No canvas.');
      pen.fillStyle = `hsl(${hue} 70% 50%)`;
      pen.beginPath();
      pen.arc(48, 48, 44, 0, 7);
      pen.fill();
      pen.fillStyle = 'white';
      pen.font = 'bold 52px sans-serif';
      pen.fillText(name.charAt(0).toUpperCase(), 28, 67);
      return { name, image: canvas.toDataURL() };
    }),
  );
  for (const { name, image } of drawn) await page.request.put(`/api/emoji/${name}`, { data: { image } });
}

/** @param {import('@playwright/test').Page} page */
async function lastText(page) {
  const id = new URL(page.url()).pathname.split('/')[2];
  const answer = await page.request.get(`/api/chats/${id}/messages`);
  const { messages } = await answer.json();
  return messages.findLast(isText);
}
