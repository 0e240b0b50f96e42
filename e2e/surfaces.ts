import type { Locator, Page } from '@playwright/test';
import { ChatPage } from './chat-page.ts';

/** What is loaded when it is opened: how one opens it, and how one sees that it is there. Starting from an open chat. */
export interface LazySurface {
  chunk: string;
  open: (page: Page) => Promise<void>;
  shown: (page: Page) => Locator;
  /** On the way back to the chat. */
  close?: (page: Page) => Promise<void>;
}

const dialog = (page: Page, name: string | RegExp): Locator => page.getByRole('dialog', { name });
const goBack = async (page: Page): Promise<void> => void (await page.goBack());

async function useMessageAction(page: Page, name: string): Promise<void> {
  const chat = new ChatPage(page);
  await chat.act(chat.log.getByRole('article').last(), name);
}

async function chooseInMenu(page: Page, name: string): Promise<void> {
  await page.getByRole('button', { name: /: your menu$/ }).click();
  await page.getByRole('menuitem', { name }).click();
}

export const surfacesOfMouse: LazySurface[] = [
  {
    chunk: 'JumpPalette',
    open: (page) => page.keyboard.press('Control+k'),
    shown: (page) => dialog(page, 'Search or jump to…'),
  },
  {
    chunk: 'NewChatDialog',
    open: (page) => page.getByRole('button', { name: '+ New Chat' }).click(),
    shown: (page) => dialog(page, 'New chat'),
  },
  {
    chunk: 'OwnMenu',
    open: (page) => page.getByRole('button', { name: /: your menu$/ }).click(),
    shown: (page) => page.getByRole('menu'),
  },
  {
    chunk: 'KeysDialog',
    open: (page) => chooseInMenu(page, 'Keyboard shortcuts'),
    shown: (page) => dialog(page, 'Keyboard shortcuts'),
  },
  {
    chunk: 'EmojiPopover',
    open: (page) => useMessageAction(page, 'Add a reaction'),
    shown: (page) => dialog(page, 'Reactions'),
  },
  {
    chunk: 'MoreMenu',
    open: (page) => useMessageAction(page, 'More actions'),
    shown: (page) => page.getByRole('menu', { name: 'More actions' }),
  },
  {
    chunk: 'DetailsPanel',
    open: (page) => page.getByRole('button', { name: 'Details', exact: true }).click(),
    shown: (page) => page.getByRole('complementary', { name: 'Details' }),
    close: goBack,
  },
  {
    chunk: 'SettingsPane',
    open: (page) => chooseInMenu(page, 'Settings'),
    shown: (page) => page.getByRole('heading', { name: 'Settings' }),
    close: goBack,
  },
];

/** Whether the page holds this part already: from then on it opens without a network. */
export function hasFetched(page: Page, chunk: string): Promise<boolean> {
  return page.evaluate(
    (name) =>
      performance
        .getEntriesByType('resource')
        .some(
          (entry) => entry.name.includes(`/assets/${name}-`) && (entry as PerformanceResourceTiming).responseEnd > 0,
        ),
    chunk,
  );
}
