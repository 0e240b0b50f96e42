import type { Page } from '@playwright/test';

export interface Jump {
  row: string;
  px: number;
  frame: number;
}

declare global {
  interface Window {
    jumpWatch: { isReaderMoving: boolean; jumps: Jump[] };
  }
}

/** Looks at each frame whether the row that is read first has moved although nobody scrolled. */
export async function watchJumps(page: Page): Promise<void> {
  await page.evaluate(() => {
    const watch: Window['jumpWatch'] = { isReaderMoving: false, jumps: [] };
    window.jumpWatch = watch;
    let read: { row: HTMLElement; key: string; top: number } | null = null;
    let frame = 0;
    function note(base: number): void {
      if (!read?.row.isConnected || read.row.dataset['row'] !== read.key) return;
      const px = read.row.getBoundingClientRect().top - base - read.top;
      if (Math.abs(px) > 1) watch.jumps.push({ row: read.row.innerText.slice(0, 30), px, frame });
    }
    // oxlint-disable-next-line unicorn/consistent-function-scoping -- it runs in the page
    function findRead(log: HTMLElement, base: number): typeof read {
      const row = [...log.querySelectorAll<HTMLElement>('article[data-row]')].find(
        (one) => one.getBoundingClientRect().top >= base,
      );
      return row ? { row, key: row.dataset['row'] ?? '', top: row.getBoundingClientRect().top - base } : null;
    }
    function look(): void {
      frame += 1;
      const log = document.querySelector<HTMLElement>('[role="log"]');
      // Close to its ends a log that gets shorter can't but move.
      const isAtEnd = !log || log.scrollHeight - log.scrollTop - log.clientHeight < 60 || log.scrollTop < 60;
      const base = log?.getBoundingClientRect().top ?? 0;
      if (!isAtEnd && !watch.isReaderMoving) note(base);
      read = isAtEnd ? null : findRead(log, base);
      next();
    }
    // After the frame: sizes that were observed are answered before it is painted, but after its callbacks.
    const { port1, port2 } = new MessageChannel();
    port1.addEventListener('message', look);
    port1.start();
    const next = (): number => requestAnimationFrame(() => port2.postMessage(null));
    next();
  });
}

export async function findJumps(page: Page): Promise<Jump[]> {
  return await page.evaluate(() => window.jumpWatch.jumps);
}
