import { expect, type Locator, type Page } from '@playwright/test';

/** The words and places of the app that tests use, in one place. */
export class ChatPage {
  readonly page: Page;

  constructor(page: Page) {
    this.page = page;
  }

  get composer(): Locator {
    return this.page.getByRole('textbox', { name: /^Message / });
  }

  get log(): Locator {
    return this.page.getByRole('log');
  }

  get chats(): Locator {
    return this.page.getByRole('navigation', { name: 'Chats' });
  }

  chat(name: string): Locator {
    return this.chats.getByRole('link', { name: new RegExp(`^${name}`) });
  }

  message(text: string): Locator {
    return this.log.getByRole('article').filter({ hasText: text });
  }

  /**
   * An action of a message: a button of the toolbar that a mouse finds over it, or an entry of the menu behind its dots, which is
   * open then. Again where the log moved meanwhile and the mouse is over another message by then.
   */
  async action(message: Locator, name: string): Promise<Locator> {
    const menu = this.page.getByRole('menu', { name: 'More actions' });
    const toolbar = message.getByRole('toolbar');
    const button = toolbar.getByRole('button', { name, exact: true });
    let isInMenu = false;
    await expect(async () => {
      if (await menu.isVisible()) await this.page.keyboard.press('Escape');
      await message.hover({ timeout: 2_000 });
      await expect(toolbar).toBeVisible({ timeout: 500 });
      isInMenu = !(await button.isVisible());
      if (!isInMenu) return;
      await toolbar.getByRole('button', { name: 'More actions' }).click({ timeout: 2_000 });
      await expect(menu).toBeVisible({ timeout: 2_000 });
    }).toPass();
    return isInMenu ? menu.getByRole('menuitem', { name, exact: true }) : button;
  }

  /** Once: a click whose end a busy browser tells late was made all the same, so only what comes before it is tried again. */
  async act(message: Locator, name: string): Promise<void> {
    await expect(async () => {
      const button = await this.action(message, name);
      await button.click({ trial: true, timeout: 1_000 });
      await button.click({ timeout: 10_000 });
    }).toPass();
  }

  async open(name: string): Promise<void> {
    await this.chat(name).click();
    await expect(this.page.getByRole('heading', { name })).toBeVisible();
    await expect(this.composer).toBeFocused();
  }

  async say(text: string): Promise<void> {
    await this.composer.fill(text);
    await this.composer.press('Enter');
    await expect(this.message(text)).toBeVisible();
  }

  async hears(...texts: string[]): Promise<void> {
    for (const text of texts) await expect(this.message(text)).toHaveCount(1);
  }

  /** The texts of all messages on screen, top to bottom. */
  async texts(): Promise<string[]> {
    return (await this.log.getByRole('article').locator('[data-message-text]').allInnerTexts()).map((text) =>
      text.trim(),
    );
  }
}
