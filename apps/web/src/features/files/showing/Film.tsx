import type { MessageFile } from '@confab/protocol';
import { boxStyle } from './blocks.ts';
import { fileAddress } from './sources.ts';

/** In the controls of the browser, which ask for the parts that one seeks. */
export function Film({ file }: { file: MessageFile }) {
  return (
    // oxlint-disable-next-line jsx-a11y/media-has-caption -- whoever sends it has none
    <video
      src={fileAddress(file)}
      controls
      playsInline
      preload="metadata"
      aria-label={file.alt ?? file.name}
      title={file.alt ?? file.name}
      style={boxStyle({ look: 'film', file })}
      className="block max-w-full rounded-md bg-tint object-contain"
    />
  );
}
