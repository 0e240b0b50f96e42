import type { PendingUpload } from '@confab/client';
import { AudioLines, File, FileArchive, FileText, Film } from 'lucide-react';
import type { LucideIcon } from 'lucide-react';
import { createElement, useState } from 'react';

type FileFaceProps = { file: Pick<PendingUpload, 'type' | 'alt'>; url: string | null };

/** A picture as it is, any other file by its kind. */
export function FileFace({ file: { type, alt = '' }, url }: FileFaceProps) {
  const [isBroken, setBroken] = useState(false);
  return (
    <span className="grid size-11 shrink-0 place-items-center overflow-hidden rounded-sm bg-tint text-muted">
      {url !== null && !isBroken ? (
        <img src={url} alt={alt} className="size-full object-cover" draggable={false} onError={() => setBroken(true)} />
      ) : (
        createElement(iconOf(type), { className: 'size-5', strokeWidth: 1.8, 'aria-hidden': true })
      )}
    </span>
  );
}

function iconOf(type: string): LucideIcon {
  if (type.startsWith('audio/')) return AudioLines;
  if (type.startsWith('video/')) return Film;
  if (type.startsWith('text/')) return FileText;
  return /zip|compressed|tar|gzip/.test(type) ? FileArchive : File;
}
