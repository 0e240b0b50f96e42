import type { MessageFile } from '@confab/protocol';
import { albumRatio } from './album-box.ts';

export type Pictured = MessageFile & { width: number; height: number };
export type Voiced = MessageFile & { voice: NonNullable<MessageFile['voice']> };

/** What is shown of a message's files, from the top. Pictures that follow each other stand together. */
export type Block =
  | { look: 'pictures'; files: Pictured[] }
  | { look: 'voice'; file: Voiced }
  | { look: 'film' | 'sound' | 'card'; file: MessageFile };

/** At most this large: what one looks at closely opens. */
const widthRem = 26;
const heightRem = 22;
const remPx = 16;
/** What stands alone and is longer is cut off. */
const widest = 3;
const narrowest = 0.45;
/** A finger finds it. */
const leastPx = 64;
const filmPx = 640;
const filmRatio = 16 / 9;
/** How high what has no box of its own is. */
export const rowLooks = { voice: 'h-14', sound: 'h-24', card: 'h-14' } as const;

export function blocksOf(files: readonly MessageFile[]): Block[] {
  const blocks: Block[] = [];
  for (const file of files) {
    const before = blocks.at(-1);
    if (!isPicture(file)) blocks.push(blockOf(file));
    else if (before?.look === 'pictures') before.files.push(file);
    else blocks.push({ look: 'pictures', files: [file] });
  }
  return blocks;
}

/** One whose size is not known is a file like others: a server that can't read it shows none of it. */
export function isPicture(file: MessageFile): file is Pictured {
  return file.type.startsWith('image/') && file.width !== undefined && file.height !== undefined;
}

function blockOf(file: MessageFile): Block {
  if (file.type.startsWith('video/')) return { look: 'film', file };
  if (!file.type.startsWith('audio/')) return { look: 'card', file };
  return isVoiced(file) ? { look: 'voice', file } : { look: 'sound', file };
}

export function isVoiced(file: MessageFile): file is Voiced {
  return file.voice !== undefined;
}

type Box = { widthPx: number; ratio: number };

/** Null of what is a row. */
function boxOf(block: Block): Box | null {
  if (block.look === 'film') {
    const { width, height } = block.file;
    return width && height
      ? alone({ width: Math.max(width, filmPx / 2), height })
      : { widthPx: filmPx, ratio: filmRatio };
  }
  if (block.look !== 'pictures') return null;
  const [first, ...others] = block.files;
  if (first && others.length === 0) return alone(first);
  return { widthPx: widthRem * remPx, ratio: albumRatio(block.files) };
}

function alone({ width, height }: { width: number; height: number }): Box {
  return { widthPx: Math.max(leastPx, width), ratio: Math.min(widest, Math.max(narrowest, width / height)) };
}

/** As wide as its pixels and the bounds let it be, as high as that makes it: there before anything is loaded. */
export function boxStyle(block: Block): { width: string; aspectRatio: string } | undefined {
  const box = boxOf(block);
  if (box === null) return undefined;
  const { widthPx, ratio } = box;
  return {
    width: `min(${widthPx}px, ${widthRem}rem, ${Math.round(heightRem * ratio * 100) / 100}rem)`,
    aspectRatio: `${ratio}`,
  };
}
