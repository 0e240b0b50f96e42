import type { PendingMessage } from '@confab/client';
import type { Message } from '@confab/protocol';
import { laterPart } from '../../lib/later-part.tsx';
import { t } from '../../lib/words.ts';
import type { WebFeature } from '../../registry/web-feature.ts';
import { lazySurface } from '../../ui/lazy-surface.tsx';
import { loadSending } from './load-sending.ts';
import { PaneFailure } from '../../ui/SurfaceFailure.tsx';
import { FilesShape } from './showing/FilesShape.tsx';

const FileList = laterPart(
  async () => (await import('./showing/FileList.tsx')).FileList,
  ({ message: { files = [] } }: { message: Message }) => <FilesShape files={files} />,
);

// Without it what can be written is sent all the same.
const FilesTool = lazySurface(
  async () => (await loadSending()).FilesTool,
  () => null,
  { prefetchOrder: 7 },
);

/** Of a message that waits for them. */
export const PendingFiles = laterPart<{ message: PendingMessage }>(
  async () => (await loadSending()).PendingFiles,
  ({ message: { uploads = [] } }) => uploads.map(({ key, name }) => <p key={key}>{name}</p>),
);

const GallerySection = lazySurface(
  async () => (await import('./gallery/GallerySection.tsx')).GallerySection,
  PaneFailure,
  { prefetchOrder: 74 },
);
const GalleryPanel = lazySurface(async () => (await import('./gallery/GalleryPanel.tsx')).GalleryPanel, PaneFailure);

export const files: WebFeature = {
  name: 'files',
  panels: [{ type: 'files', path: 'files', order: 80, title: () => t`Pictures, files and links`, Panel: GalleryPanel }],
  detailsSections: [
    {
      name: 'files',
      order: 58,
      isFor: (_chat, { features }) => features.includes('file-lists'),
      Section: GallerySection,
    },
  ],
  composerTools: [{ name: 'files', order: 10, Tool: FilesTool }],
  messageParts: [{ name: 'files', order: 2, isFor: ({ files: some }) => some !== undefined, Part: FileList }],
};
