import { createECDH, randomBytes } from 'node:crypto';
import type { Page } from '@playwright/test';
import type { PushPayload } from '@confab/protocol';
import { disguise } from '../apps/web/vite/disguise.ts';
import { expectAccessible } from './accessibility.ts';
import { launchOptionsOf } from './browsers.ts';
import { ChatPage } from './chat-page.ts';
import { type Account, expect, test } from './fixtures.ts';

test.use({ serviceWorkers: 'allow', launchOptions: launchOptionsOf('whole') });

/** What the system shows of this browser's, as "title: text". */
async function shown(page: Page): Promise<string[]> {
  return await page.evaluate(async () => {
    const registration = await navigator.serviceWorker.ready;
    return (await registration.getNotifications()).map(({ title, body }) => `${title}: ${body}`);
  });
}

/** Its person looks elsewhere, or back. Browsers in tests think that each page has the focus. */
async function look(page: Page, isHere: boolean): Promise<void> {
  await page.evaluate((here) => {
    document.hasFocus = () => here;
    window.dispatchEvent(new Event(here ? 'focus' : 'blur'));
  }, isHere);
}

/** As its person does it in the settings of the browser. */
async function refuse(page: Page): Promise<void> {
  const devtools = await page.context().newCDPSession(page);
  const { targetInfo } = await devtools.send('Target.getTargetInfo');
  await devtools.send('Browser.setPermission', {
    permission: { name: 'notifications' },
    setting: 'denied',
    origin: new URL(page.url()).origin,
    ...(targetInfo.browserContextId && { browserContextId: targetInfo.browserContextId }),
  });
}

/** As a push service would give it; this browser reaches none. Nobody is there, whatever a name server says and when. */
async function stubPushService(page: Page): Promise<void> {
  const keys = {
    p256dh: createECDH('prime256v1').generateKeys().toString('base64url'),
    auth: randomBytes(16).toString('base64url'),
  };
  await page.addInitScript((given) => {
    const toJSON = () => ({ endpoint: 'https://127.0.0.1:1/ada', expirationTime: null, keys: given });
    Object.assign(PushManager.prototype, { subscribe: async () => ({ endpoint: toJSON().endpoint, toJSON }) });
  }, keys);
}

/** What arrives at this browser, decrypted. */
async function startPushing(page: Page): Promise<(payload: PushPayload) => Promise<void>> {
  const devtools = await page.context().newCDPSession(page);
  const registered = new Promise<string>((resolve) => {
    devtools.on('ServiceWorker.workerRegistrationUpdated', ({ registrations }) => {
      const found = registrations.find(({ isDeleted }) => !isDeleted);
      if (found) resolve(found.registrationId);
    });
  });
  await devtools.send('ServiceWorker.enable');
  const registrationId = await registered;
  const { origin } = new URL(page.url());
  return async (payload) => {
    const data = JSON.stringify(payload);
    await devtools.send('ServiceWorker.deliverPushMessage', { origin, registrationId, data });
  };
}

type WorkerScope = {
  registration: ServiceWorkerRegistration;
  dispatchEvent: (event: Event) => boolean;
} & Record<'NotificationEvent' | 'PushEvent', new (type: string, init: object) => Event>;

type Told = { push: PushPayload } | { click: { action?: string; reply?: string } };

/** Tells the worker of a push, or of a click on what is shown, as the system would, and waits for what it does about it. */
async function tellWorker(page: Page, told: Told): Promise<void> {
  const [worker] = page.context().serviceWorkers();
  await worker?.evaluate(async (what) => {
    const scope = globalThis as unknown as WorkerScope;
    const [notification] = await scope.registration.getNotifications();
    const event =
      'push' in what
        ? new scope.PushEvent('push', { data: JSON.stringify(what.push) })
        : new scope.NotificationEvent('notificationclick', { notification, ...what.click });
    const work: Promise<unknown>[] = [];
    Object.defineProperty(event, 'waitUntil', { value: (begun: Promise<unknown>) => work.push(begun) });
    scope.dispatchEvent(event);
    // Nobody has pressed anything, so no page comes to the front.
    await Promise.allSettled(work);
  }, told);
}

async function say({ request }: Account, chatId: string, content: string): Promise<{ id: string; seq: number }> {
  const data = { clientId: crypto.randomUUID(), content };
  const answer = await request.post(`/api/chats/${chatId}/messages`, { data });
  return (await answer.json()) as { id: string; seq: number };
}

test('whoever looks elsewhere is told by the system once for each chat, and not any more what was read, deleted or left behind', async ({
  join,
  enrol,
  startChat,
}) => {
  const ada = await join('Ada');
  const bob = await enrol('Bob');
  const chat = await startChat([ada, bob]);
  const { page } = ada;
  await stubPushService(page);
  await refuse(page);
  await page.goto('/settings');
  await expect(page.getByText('Your browser blocks notifications for this page')).toBeVisible();

  await page.context().clearPermissions();
  await page.context().grantPermissions(['notifications']);
  // As the words say.
  await page.reload();
  await expect(page.getByText('You’ll get a notification for each chat')).toBeVisible();
  await expectAccessible(page);
  await page.getByRole('button', { name: 'Turn on' }).click();
  await expect(page.getByRole('button', { name: 'Turn off' })).toBeVisible();
  await page.evaluate(async () => await navigator.serviceWorker.ready);

  await test.step('looking at the page', async () => {
    await say(bob, chat.id, 'seen at once');
    await expect(page).toHaveTitle(/^\(1\)/);
    // The tab says it too.
    await expect(page.locator('link[rel="icon"]')).toHaveAttribute('href', /^data:image\/png/);
  });

  await test.step('looking elsewhere', async () => {
    await look(page, false);
    await say(bob, chat.id, '**first** of two');
    await expect.poll(() => shown(page)).toEqual(['Bob: first of two (and 1 more)']);
    await say(bob, chat.id, 'second');
    await expect.poll(() => shown(page)).toEqual(['Bob: second (and 2 more)']);
  });

  await test.step('read on another device', async () => {
    const read = await ada.request.post(`/api/chats/${chat.id}/read`, { data: { seq: 3 } });
    expect(read.ok()).toBe(true);
    await expect.poll(() => shown(page)).toEqual([]);
    await expect(page.locator('link[rel="icon"]')).toHaveAttribute('href', '/favicon.svg');
  });

  await test.step('deleted', async () => {
    const { id } = await say(bob, chat.id, 'a mistake');
    await expect.poll(() => shown(page)).toEqual(['Bob: a mistake']);
    expect((await bob.request.delete(`/api/chats/${chat.id}/messages/${id}`)).ok()).toBe(true);
    await expect.poll(() => shown(page)).toEqual([]);
  });

  await test.step('named by an edit, and named no more by another', async () => {
    const group = await startChat([ada, bob], 'Field station');
    const { id, seq } = await say(bob, group.id, 'somebody should look');
    const edit = (content: string) =>
      bob.request.patch(`/api/chats/${group.id}/messages/${id}`, { data: { content }, failOnStatusCode: true });
    await edit(`@${ada.user.username} should look`);
    await expect.poll(() => shown(page)).toEqual([`Bob in Field station: @${ada.user.username} should look`]);
    await edit('never mind');
    await expect.poll(() => shown(page)).toEqual([]);
    await ada.request.post(`/api/chats/${group.id}/read`, { data: { seq }, failOnStatusCode: true });
  });

  await test.step('one page of two speaks, and the one before one’s eyes keeps the other quiet', async () => {
    const other = await page.context().newPage();
    // From now on the worker speaks as this page does.
    await page.evaluate(() => localStorage.setItem('confab.language', 'en-XA'));
    await other.goto(`/chats/${chat.id}`);
    await expect(other.getByRole('textbox')).toBeFocused();
    await expect.poll(() => other.evaluate(async () => await caches.keys())).toContain('confab-words');
    await say(bob, chat.id, 'read over there');
    await new ChatPage(other).hears('read over there');
    await expect(page).toHaveTitle(/^Settings/);
    expect(await shown(page)).toEqual([]);
    await other.close();
  });

  await test.step('the devices that are notified with the page closed', async () => {
    const devices = page.getByRole('list', { name: 'Devices that are notified' });
    await expect(devices.getByRole('listitem')).toHaveCount(1);
    await devices.getByRole('button', { name: /^Name / }).click();
    await page.getByLabel('Device name').fill('Desk');
    await page.keyboard.press('Enter');
    await devices.getByRole('button', { name: 'Send a test to Desk' }).click();
    await expect(devices.getByText('The server can’t reach 127.0.0.1:1')).toBeVisible();
    await expectAccessible(page);
  });

  const { id: userId } = ada.user;
  const place = { v: 1, userId, badge: 1, tag: 'x', chatId: chat.id, seq: 9 } as const;
  const words = { messageId: 'x', at: new Date().toISOString(), kind: 'direct', from: 'Bob', count: 1 } as const;
  // A thread that this page does not know, as after a sleep: what is here can't say whether it was read.
  const message = { ...place, ...words, type: 'message', chatId: `${chat.id}~1`, text: 'over the air' } as const;
  await test.step('pushed', async () => {
    const push = await startPushing(page);
    await push({ ...message, userId: 'somebody-else' });
    await push(message);
    await expect.poll(() => shown(page)).toEqual([`Bob${disguise(' in a thread')}: over the air`]);
    await push({ ...place, type: 'close' });
    await expect.poll(() => shown(page)).toEqual([]);
  });

  await test.step('reminded of what was read long ago, until that is done', async () => {
    const path = '/api/me/documents/reminder%2Ftea';
    const value = { chatId: chat.id, seq: 1, at: new Date().toISOString(), note: 'tea' };
    await ada.request.put(path, { data: { value }, failOnStatusCode: true });
    await expect(page.getByText('1 reminder is due')).toBeAttached();
    await tellWorker(page, {
      push: { ...value, v: 1, type: 'reminder', userId, badge: 0, tag: 'reminder/tea', reminderId: 'tea', from: 'Bob' },
    });
    const reminder = `${disguise('Reminder: ')}Bob: tea`;
    expect(await shown(page)).toEqual([reminder]);
    // The page looks through all that is shown, and leaves this.
    await look(page, true);
    await look(page, false);
    await say(bob, chat.id, 'beside it');
    await expect.poll(() => shown(page)).toEqual(expect.arrayContaining([reminder, 'Bob: beside it']));
    await ada.request.delete(path, { failOnStatusCode: true });
    await expect.poll(() => shown(page)).toEqual(['Bob: beside it']);
    expect((await ada.request.post(`/api/chats/${chat.id}/read`, { data: { seq: 6 } })).ok()).toBe(true);
    await expect.poll(() => shown(page)).toEqual([]);
  });

  await test.step('answered, marked as read and opened by what is shown', async () => {
    await say(bob, chat.id, 'any news?');
    await expect.poll(() => shown(page)).toEqual(['Bob: any news?']);
    await tellWorker(page, { click: { action: 'reply', reply: 'in a minute' } });
    const told = await bob.request.get(`/api/chats/${chat.id}/messages`);
    expect(await told.text()).toContain('in a minute');
    await say(bob, chat.id, 'good');
    await expect.poll(() => shown(page)).toEqual(['Bob: good']);
    await tellWorker(page, { click: { action: 'read' } });
    await expect(page).toHaveTitle(/^Settings/);
    const { seq } = await say(bob, chat.id, 'look here');
    await expect.poll(() => shown(page)).toEqual(['Bob: look here']);
    await tellWorker(page, { click: {} });
    await expect(page).toHaveURL(`/chats/${chat.id}/m/${seq}`);
    expect(await shown(page)).toEqual([]);
    await page.goBack();
    await expect(page).toHaveURL('/settings');
  });

  await test.step('permission taken back, and given again', async () => {
    await page.context().clearPermissions();
    await expect(page.getByRole('button', { name: 'Turn off' })).toBeHidden();
    await expect(page.getByRole('list', { name: 'Devices that are notified' })).toHaveCount(0);
    await page.context().grantPermissions(['notifications']);
    await expect(page.getByRole('button', { name: 'Turn off' })).toBeVisible();
  });

  await test.step('logged out', async () => {
    await say(bob, chat.id, 'left behind');
    await expect.poll(() => shown(page)).toEqual(['Bob: left behind (and 1 more)']);
    await look(page, true);
    await page.getByRole('button', { name: 'Log out', exact: true }).click();
    await expect(page).toHaveURL(/\/login/);
    await expect.poll(() => shown(page)).toEqual([]);
    await tellWorker(page, { push: message });
    expect(await shown(page)).toEqual([]);
  });
});
