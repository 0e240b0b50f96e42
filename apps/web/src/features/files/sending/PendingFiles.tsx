import type { PendingMessage, PendingUpload } from '@confab/client';
import { FileFace } from './FileFace.tsx';
import { UploadLine } from './UploadLine.tsx';
import { useUpload } from './use-upload.ts';

/** The files of a message that waits for them, and how far they are. */
export function PendingFiles({ message: { uploads = [] } }: { message: PendingMessage }) {
  return (
    <ul className="mt-1.5 mb-0.5 flex flex-col items-start gap-1">
      {uploads.map((file) => (
        <PendingFile key={file.key} file={file} />
      ))}
    </ul>
  );
}

function PendingFile({ file }: { file: PendingUpload }) {
  const upload = useUpload(file.key);
  return (
    <li className="flex w-72 max-w-full items-center gap-2.5 rounded-md border border-line p-1.5 pe-3">
      <FileFace file={file} url={upload?.url ?? null} />
      <span className="min-w-0 flex-1">
        <bdi className="block truncate text-sm">{file.name}</bdi>
        <UploadLine file={file} upload={upload} isBrief />
      </span>
    </li>
  );
}
