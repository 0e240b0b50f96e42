import { Settings2 } from 'lucide-react';
import { useState } from 'react';
import { t } from '../../lib/words.ts';
import { Button } from '../../ui/Button.tsx';
import { IconButton } from '../../ui/IconButton.tsx';
import { changeView, ListOptions, useListView } from '../chat-list/index.ts';

/** How the list is sorted and what of it is shown; the menu is fetched when it is asked for first, and then opens. */
export function ListFilter() {
  const { unreadOnly } = useListView();
  const [isWanted, setWanted] = useState(false);
  const button = (
    <IconButton
      icon={Settings2}
      label={t`Sort and filter chats`}
      aria-haspopup="menu"
      className={unreadOnly ? 'bg-accent-soft text-accent-text' : ''}
      onClick={() => setWanted(true)}
    />
  );
  if (!isWanted) return button;
  return <ListOptions trigger={button} fallback={button} onGiveUp={() => setWanted(false)} />;
}

/** Nobody wonders where the other chats are. */
export function FilterLine({ isEmpty }: { isEmpty: boolean }) {
  const { unreadOnly } = useListView();
  if (!unreadOnly) return null;
  return (
    <div role="status" className="mx-3 mb-1.5 flex items-center justify-between gap-2 ps-2 text-xs text-muted">
      {isEmpty ? t`No unread chats.` : t`Only unread chats`}
      <Button size="s" onClick={() => changeView({ unreadOnly: false })}>
        {t`Show all`}
      </Button>
    </div>
  );
}
