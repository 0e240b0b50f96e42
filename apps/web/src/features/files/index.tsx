import type { Message } from '@confab/protocol';
import { laterPart } from '../../lib/later-part.tsx';
import type { WebFeature } from '../../registry/web-feature.ts';

const FileList = laterPart(async () => (await import('./FileList.tsx')).FileList, FileNames);

export const files: WebFeature = {
  name: 'files',
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
