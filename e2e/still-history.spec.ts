import type { Page } from '@playwright/test';
import { seededRandom } from '../tools/seed/write-history.ts';
import { ChatPage } from './chat-page.ts';
import { expect, test } from './fixtures.ts';
import { findJumps, watchJumps } from './jumps.ts';
import { swipe } from './phone.ts';

const messages = 240;
/** More of them, and others, to look further: STILL_STEPS=400 STILL_SEED=7. */
const steps = Number(process.env['STILL_STEPS'] ?? 40);
const seed = Number(process.env['STILL_SEED'] ?? 10);

test('what one reads stays where it is, to the pixel, whatever happens around it in a long session', async ({
  enrol,
  equip,
  startChat,
}) => {
  const random = seededRandom(seed);
  const below = (bound: number): number => Math.floor(random() * bound);
  const words = (count: number): string =>
    Array.from({ length: count }, () => 'some words that'.split(' ')[below(3)]).join(' ');
  const ada = await equip('Ada');
  const bob = await enrol('Bob');
  const chat = await startChat([ada, bob]);
  const api = bob.request;
  const base = `/api/chats/${chat.id}/messages`;
  const ids: string[] = [];
  const say = async (): Promise<void> => {
    const answer = await api.post(base, {
      data: { content: `${ids.length} ${words(1 + below(60))}` },
      failOnStatusCode: true,
    });
    ids.push(((await answer.json()) as { id: string }).id);
  };
  for (let sent = 0; sent < messages; sent += 20) await Promise.all(Array.from({ length: 20 }, say));
  const { page } = ada;
  await page.request.post(`/api/chats/${chat.id}/read`, { data: { seq: messages }, failOnStatusCode: true });
  await page.setViewportSize({ width: 1000, height: 700 });
  await page.goto(`/chats/${chat.id}`);
  const mine = new ChatPage(page);
  await expect(mine.log.getByRole('article').last()).toBeInViewport();
  await watchJumps(page);
  await mine.log.hover();
  await page.mouse.wheel(0, -1500);

  const someId = (): string => ids[below(ids.length)] ?? '';
  const events: Record<string, () => Promise<unknown>> = {
    wheel: () => scroll(page, () => page.mouse.wheel(0, random() < 0.7 ? -below(1500) : below(1200))),
    key: () => scroll(page, () => page.keyboard.press(random() < 0.6 ? 'PageUp' : 'PageDown')),
    finger: () => scroll(page, () => drag(page, random() < 0.6 ? below(300) : -below(300))),
    message: () => say(),
    edit: () => api.patch(`${base}/${someId()}`, { data: { content: words(1 + below(120)) } }),
    reaction: () => api.put(`${base}/${someId()}/reactions/${encodeURIComponent('👍')}`),
    deletion: () => api.delete(`${base}/${someId()}`),
    composer: () => mine.composer.fill(random() < 0.5 ? '' : 'line\n'.repeat(below(9))),
    height: () => page.setViewportSize({ width: 1000, height: 500 + below(400) }),
    width: () => page.setViewportSize({ width: 800 + below(500), height: 700 }),
    font: () => changeFont(page),
    picture: () => growPicture(page, random()),
    blur: () => page.evaluate(() => void window.dispatchEvent(new Event('blur'))),
  };
  const names = Object.keys(events);
  const happened: string[] = [];
  for (let step = 0; step < steps; step += 1) {
    const name = names[below(names.length)] ?? 'wheel';
    happened.push(name);
    await events[name]?.();
    await settle(page);
  }
  expect({ jumps: lasting(await findJumps(page)), seed, happened }).toEqual({ jumps: [], seed, happened });

  await expect(async () => {
    await mine.log.hover();
    await page.mouse.wheel(0, -9_000);
    await expect(page.getByText('This is the beginning of the chat.')).toBeInViewport({ timeout: 200 });
  }).toPass();
  await api.post(base, { data: { content: 'newest of all' }, failOnStatusCode: true });
  await page.getByRole('button', { name: /newest|new message/i }).click();
  await expect(mine.message('newest of all')).toBeInViewport();
});

/** The reader moves: what moves meanwhile moves because of that. */
async function scroll(page: Page, move: () => Promise<void>): Promise<void> {
  await page.evaluate(() => (window.jumpWatch.isReaderMoving = true));
  await move();
  await page.evaluate(async () => {
    const log = document.querySelector('[role="log"]');
    let before = NaN;
    for (let still = 0; still < 6;) {
      await new Promise(requestAnimationFrame);
      still = log?.scrollTop === before ? still + 1 : 0;
      before = log?.scrollTop ?? 0;
    }
    window.jumpWatch.isReaderMoving = false;
  });
}

/** A finger on the history. */
async function drag(page: Page, px: number): Promise<void> {
  const x = 700;
  await swipe(page, { x, y: 350 - px / 2 }, { x, y: 350 + px / 2 });
}

/** As one that was loaded late, or larger text: every line is as high as another one now. */
async function changeFont(page: Page): Promise<void> {
  await page.evaluate(() => {
    const log = document.querySelector<HTMLElement>('[role="log"]');
    if (log) log.style.fontFamily = log.style.fontFamily === '' ? 'monospace' : '';
  });
}

/** In some message that is there, in sight or not, something is loaded in two steps whose size nobody knew. */
async function growPicture(page: Page, which: number): Promise<void> {
  await page.evaluate(async (share) => {
    const rows = [...document.querySelectorAll('[role="log"] article[data-row]')];
    const picture = document.createElement('div');
    rows[Math.floor(share * rows.length)]?.append(picture);
    for (const height of ['40px', '180px']) {
      await new Promise(requestAnimationFrame);
      picture.style.height = height;
    }
  }, which);
}

async function settle(page: Page): Promise<void> {
  await page.evaluate(async () => {
    for (let frame = 0; frame < 3; frame += 1) await new Promise(requestAnimationFrame);
  });
}

/** A machine that is late may paint one frame between a change of size and its correction: what is back in the next did not last. */
function lasting<Jump extends { frame: number; px: number }>(jumps: readonly Jump[]): Jump[] {
  const isUndone = ({ frame, px }: Jump): boolean =>
    jumps.some((other) => Math.abs(other.frame - frame) === 1 && Math.abs(other.px + px) < 1);
  return jumps.filter((jump) => !isUndone(jump));
}
