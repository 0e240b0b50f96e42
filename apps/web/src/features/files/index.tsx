import type { PendingMessage } from '@confab/client';
import type { Message } from '@confab/protocol';
import { laterPart } from '../../lib/later-part.tsx';
import type { WebFeature } from '../../registry/web-feature.ts';
import { lazySurface } from '../../ui/lazy-surface.tsx';
import { catchFiles, loadSending } from './catch-files.ts';

const FileList = laterPart(async () => (await import('./FileList.tsx')).FileList, FileNames);

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

export const files: WebFeature = {
  name: 'files',
  start: catchFiles,
  composerTools: [{ name: 'files', order: 10, Tool: FilesTool }],
  messageParts: [{ name: 'files', order: 2, isFor: ({ files: some }) => some !== undefined, Part: FileList }],
};

/** As high as the list that comes in its place. */
function FileNames({ message }: { message: Message }) {
  return (
    <ul className="my-0.5 space-y-1 text-sm">
      {message.files?.map(({ id, name }) => (
        <li key={id} className="truncate border border-transparent px-2.5 py-1.5 pointer-coarse:min-h-touch">
          {name}
        </li>
      ))}
    </ul>
  );
}
