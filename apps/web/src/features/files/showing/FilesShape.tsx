import type { MessageFile } from '@confab/protocol';
import { blocksOf, boxStyle, rowLooks, type Block } from './blocks.ts';

/** The files of a message, as high as they will be. Without a state: the early preview draws it too. */
export function FilesShape({ files }: { files: readonly MessageFile[] }) {
  return (
    <ul className="mt-1.5 mb-0.5 flex flex-col items-start gap-1 text-sm text-muted">
      {blocksOf(files).map((block, index) => (
        <BlockShape key={index} block={block} />
      ))}
    </ul>
  );
}

function BlockShape({ block }: { block: Block }) {
  const names = block.look === 'pictures' ? '' : block.file.name;
  const row = block.look === 'pictures' || block.look === 'film' ? '' : rowLooks[block.look];
  return (
    <li style={boxStyle(block)} className={`max-w-full truncate rounded-md bg-tint p-2 ${row}`}>
      {names}
    </li>
  );
}
