import type { Message } from '@confab/protocol';
import { useMemo } from 'react';
import { useOverlays } from '../../../registry/overlays.ts';
import { openViewer } from '../viewer/open-viewer.ts';
import { blocksOf, type Block, type Pictured } from './blocks.ts';
import { FileCard } from './FileCard.tsx';
import { Film } from './Film.tsx';
import { Pictures } from './Pictures.tsx';
import { Sound } from './Sound.tsx';
import { VoiceMessage } from './VoiceMessage.tsx';

/** The files of a message, each as what it is. What is drawn until this is here has the same heights: FilesShape. */
export function FileList({ message }: { message: Message }) {
  const { files = [] } = message;
  const overlays = useOverlays();
  const blocks = useMemo(() => blocksOf(files), [files]);

  function open(picture: Pictured): void {
    const pictures = blocks.flatMap((block) => (block.look === 'pictures' ? block.files : []));
    const shown = pictures.map((one) => ({ picture: one, message }));
    openViewer(overlays, { shown, index: pictures.indexOf(picture) });
  }
  return (
    <ul className="mt-1.5 mb-0.5 flex flex-col items-start gap-1">
      {blocks.map((block, index) => (
        <li key={index} className="max-w-full">
          <BlockPart block={block} message={message} onOpen={open} />
        </li>
      ))}
    </ul>
  );
}

type BlockPartProps = { block: Block; message: Message; onOpen: (picture: Pictured) => void };

function BlockPart({ block, message, onOpen }: BlockPartProps) {
  switch (block.look) {
    case 'pictures':
      return <Pictures block={block} onOpen={onOpen} />;
    case 'film':
      return <Film file={block.file} />;
    case 'voice':
      return <VoiceMessage message={message} file={block.file} />;
    case 'sound':
      return <Sound file={block.file} />;
    case 'card':
      return <FileCard file={block.file} />;
  }
}
