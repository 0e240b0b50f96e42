import type { MessageFile } from '@confab/protocol';
import { previewWidthsOf } from '@confab/protocol/files';
import { getFile, getPreview } from '@confab/protocol/files/paths';
import { addressOf } from '@confab/protocol/path';
import type { Pictured } from './blocks.ts';

export function fileAddress({ id }: Pick<MessageFile, 'id'>): string {
  return addressOf(getFile, { file_id: id });
}

function previewAddress(id: string, width: number): string {
  return addressOf(getPreview, { file_id: id }, { width });
}

type Sources = { src: string; srcSet: string };

/** A picture in the sizes that the server makes of it, still. */
export function stillSources({ id, width, height }: Pictured): Sources {
  const widths = previewWidthsOf(width, height);
  return {
    src: previewAddress(id, widths[0] ?? 0),
    srcSet: widths.map((one) => `${previewAddress(id, one)} ${one}w`).join(', '),
  };
}

/** Those that any browser shows. */
const shownByAll = new Set(['image/png', 'image/jpeg', 'image/gif', 'image/webp', 'image/avif']);

/** With the file itself as the largest, to be looked at closely. */
export function closeSources(picture: Pictured): Sources {
  const still = stillSources(picture);
  if (!shownByAll.has(picture.type)) return still;
  const address = fileAddress(picture);
  if (picture.animated) return { src: address, srcSet: '' };
  return { ...still, srcSet: `${still.srcSet}, ${address} ${picture.width}w` };
}
