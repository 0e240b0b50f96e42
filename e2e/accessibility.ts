import axe, { type RunOptions } from 'axe-core';
import { expect, type Page } from '@playwright/test';

/** Every rule is asked in the one theme; in the other those whose answer its colours can change. */
const checks = [
  { colorScheme: 'light', expectFine: expectAccessible },
  { colorScheme: 'dark', expectFine: expectReadableColors },
] as const;

const standards = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];

/** Fails with what axe finds on the page as it is now, against WCAG 2.2 AA and its best practices. */
export async function expectAccessible(page: Page): Promise<void> {
  await withoutMotion(page, () => expectNothingFound(page, { runOnly: { type: 'tag', values: standards } }));
}

/** What begins to fade by itself while axe looks has, halfway, the contrast of neither: it comes and goes at once here. */
async function withoutMotion(page: Page, look: () => Promise<void>): Promise<void> {
  const reduced = await page.evaluate(() => matchMedia('(prefers-reduced-motion: reduce)').matches);
  await page.emulateMedia({ reducedMotion: 'reduce' });
  await look();
  if (!reduced) await page.emulateMedia({ reducedMotion: 'no-preference' });
}

/** The script is brought to a page once, and says nothing of all that is fine: both cost more than to look. The product has no frames. */
async function expectNothingFound(page: Page, asked: RunOptions): Promise<void> {
  if (!(await page.evaluate(() => 'axe' in window))) await page.evaluate(axe.source);
  const findings = await page.evaluate(
    async (options) => {
      const { violations } = await (window as unknown as { axe: typeof axe }).axe.run(document, options);
      return violations.map(({ id, help, nodes }) => ({ id, help, at: nodes.map(({ target }) => target.join(' ')) }));
    },
    { resultTypes: ['violations'], ...asked } satisfies RunOptions,
  );
  expect(findings).toEqual([]);
}

function expectReadableColors(page: Page): Promise<void> {
  const values = ['color-contrast', 'link-in-text-block'];
  return withoutMotion(page, () => expectNothingFound(page, { runOnly: { type: 'rule', values } }));
}

/** The page follows the system's theme while it stands: one walk serves both. */
export async function expectAccessibleInBothThemes(page: Page): Promise<void> {
  for (const { colorScheme, expectFine } of checks) {
    await page.emulateMedia({ colorScheme });
    // Halfway from one colour to the other the contrast is that of neither.
    await page.evaluate(async () => {
      // What follows the place that one has scrolled to does not end either.
      const endless = ({ effect, timeline }: Animation): boolean =>
        effect?.getTiming().iterations === Infinity || timeline !== document.timeline;
      // An inherited colour is handed down one level of the page after the other.
      for (let quiet = 0; quiet < 3; quiet += 1) {
        const ending = document.getAnimations().filter((animation) => !endless(animation));
        if (ending.length > 0) quiet = 0;
        await Promise.allSettled(ending.map((animation) => animation.finished));
        await new Promise((resolve) => requestAnimationFrame(resolve));
      }
    });
    await expectFine(page);
  }
}
