import { documentOf } from '@confab/client';
import { BookmarkX } from 'lucide-react';
import { useCallback } from 'react';
import type { Message } from '@confab/protocol';
import { t } from '../../lib/words.ts';
import { useClientState } from '../../session/client.ts';
import { IconButton } from '../../ui/IconButton.tsx';
import { KeptLine } from '../kept-message/index.ts';

type SavedRowProps = { id: string; now: Date; onRemove: () => void };

export function SavedRow({ id, now, onRemove }: SavedRowProps) {
  const saved = useClientState((state) => documentOf(state, 'saved', id));
  const isIt = useCallback((message: Message) => message.id === id, [id]);
  if (!saved) return null;
  return (
    <li data-saved={id} className="flex items-start gap-1 rounded-md pe-1.5 focus-within:bg-tint/60 hover:bg-tint/60">
      <KeptLine place={{ ...saved, isIt }} now={now} />
      <IconButton size="s" icon={BookmarkX} label={t`Remove from saved`} className="mt-2" onClick={onRemove} />
    </li>
  );
}
