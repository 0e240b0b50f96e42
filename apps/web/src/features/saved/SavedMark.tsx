import { documentOf } from '@confab/client';
import type { Message } from '@confab/protocol';
import { Bookmark } from 'lucide-react';
import { t } from '../../lib/words.ts';
import { useClientState } from '../../session/client.ts';

/** In the margin beside the message: it takes no room, for it may come after the text. */
export function SavedMark({ message: { id } }: { message: Message }) {
  const isSaved = useClientState((state) => documentOf(state, 'saved', id) !== undefined);
  if (!isSaved) return null;
  return (
    <span className="absolute -start-16 top-1 max-wide:-start-15" data-tooltip={t`Saved for later`}>
      <Bookmark className="size-3 fill-current text-accent-text" strokeWidth={2} aria-hidden="true" />
      <span className="sr-only">{t`Saved for later`}</span>
    </span>
  );
}
