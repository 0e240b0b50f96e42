import { readDrop } from '../lib/early-drops.ts';
import { holdsFiles } from '../lib/holds-files.ts';

/**
 * What takes dropped files comes after the first look (features/files/catch-files.ts). Until then they are kept here: otherwise the
 * browser leaves the page for them.
 */
export function keepDrops(): void {
  window.confabDrops = [];
  for (const type of ['dragover', 'drop'] as const) {
    window.addEventListener(type, (event) => {
      const { dataTransfer: data, target } = event;
      if (!window.confabDrops || !data || !holdsFiles(data) || target instanceof HTMLInputElement) return;
      event.preventDefault();
      if (type === 'drop') window.confabDrops.push(readDrop(event));
    });
  }
}
