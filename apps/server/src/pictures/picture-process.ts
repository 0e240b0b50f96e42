import { writeFile } from 'node:fs/promises';
import { drawPicture, prepareLibrary } from './draw-picture.ts';
import type { PictureJob, PictureResult } from './picture-job.ts';

// A process of its own: what bytes from strangers make of a decoder ends here, and its memory goes with it.

/** Where memory gets short, this ends before the server does. */
await writeFile('/proc/self/oom_score_adj', '1000').catch(() => {});

const library = import('sharp').then(({ default: sharp }) => {
  prepareLibrary(sharp);
  return sharp;
});
// Told with the first picture.
library.catch(() => {});

process.on('message', (job: PictureJob) => {
  void draw(job).then((result) => process.send?.(result));
});
process.on('disconnect', () => process.exit());

async function draw(job: PictureJob): Promise<PictureResult> {
  const sharp = await library.catch(() => null);
  return sharp ? await drawPicture(sharp, job) : { none: 'unavailable' };
}
