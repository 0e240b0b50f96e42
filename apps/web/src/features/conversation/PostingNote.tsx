import { Megaphone } from 'lucide-react';
import { t } from '../../lib/words.ts';

/** In the place of the composer, for whoever does not write here. */
export function PostingNote() {
  return (
    <p className="composer mt-1 flex min-h-12 shrink-0 items-center justify-center gap-2 self-center rounded-lg bg-tint px-3.5 text-sm text-muted">
      <Megaphone className="size-4 shrink-0" strokeWidth={1.8} aria-hidden="true" />
      {t`Only owners and admins can write here.`}
    </p>
  );
}
