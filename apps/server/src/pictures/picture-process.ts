import { writeFile } from 'node:fs/promises';
import { drawPicture, prepareLibrary } from './draw-picture.ts';
import type { PictureBounds, PictureJob, PictureResult } from './picture-job.ts';

// A process of its own: what bytes from strangers make of a decoder ends here, and its memory goes with it.

/** Where memory gets short, this ends before the server does. */
await writeFile('/proc/self/oom_score_adj', '1000').catch(() => {});

const watchMs = 50;

const library = import('sharp').then(({ default: sharp }) => {
  prepareLibrary(sharp);
  return sharp;
});
// Told with the first picture.
library.catch(() => {});

process.on('message', (job: PictureJob) => void answer(job));
process.on('disconnect', () => process.exit());

function isBeyond({ memoryMax, cpuMsMax }: PictureBounds, cpuMs: number): boolean {
  return process.memoryUsage.rss() > memoryMax || cpuMs > cpuMsMax;
}

async function answer(job: PictureJob): Promise<void> {
  const before = process.cpuUsage();
  const look = (): void => {
    const { user, system } = process.cpuUsage(before);
    if (isBeyond(job.bounds, (user + system) / 1_000)) process.kill(process.pid, 'SIGKILL');
  };
  look();
  // The decoder works in another thread, so that there is time to look. It would not let the process end in order.
  const watch = setInterval(look, watchMs);
  const result = await draw(job);
  clearInterval(watch);
  process.send?.(result);
}

async function draw(job: PictureJob): Promise<PictureResult> {
  const sharp = await library.catch(() => null);
  return sharp ? await drawPicture(sharp, job) : { none: 'unavailable' };
}
