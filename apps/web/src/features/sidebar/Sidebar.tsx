import { Search } from 'lucide-react';
import { Link } from '../../lib/router/index.ts';
import { shownPlace } from '../../lib/shown-place.ts';
import { withCtrl } from '../../lib/key-names.ts';
import { useIsNarrow } from '../../lib/use-is-narrow.ts';
import { t } from '../../lib/words.ts';
import { useOverlays } from '../../registry/overlays.ts';
import { Button } from '../../ui/Button.tsx';
import { classNames } from '../../ui/class-names.ts';
import { Kbd } from '../../ui/Kbd.tsx';
import { Logo } from '../../ui/Logo.tsx';
import { jumpOverlay } from '../jump/index.ts';
import { newChatOverlay } from '../new-chat/index.ts';
import { ThreadsLink } from '../threads/index.ts';
import { ChatList } from './ChatList.tsx';
import { ListFilter } from './ListFilter.tsx';
import { OwnAvatar } from './OwnAvatar.tsx';
import { useFocusOnReturn } from './use-focus-on-return.ts';

type SidebarProps = {
  chatId: string | null;
  /** No other pane has anything to show. */
  isHome: boolean;
  className: string;
};

export function Sidebar({ chatId, isHome, className }: SidebarProps) {
  const overlays = useOverlays();
  const isNarrow = useIsNarrow();
  useFocusOnReturn(chatId, isHome);
  return (
    <div
      role={isHome && isNarrow ? 'main' : 'banner'}
      className={classNames('flex flex-col border-line bg-surface pt-safe-top pb-safe-bottom wide:border-e', className)}
    >
      {isHome && <h1 className="sr-only">{t`Chats`}</h1>}
      <div className="flex items-center gap-2.5 px-4 pt-3 pb-2.5">
        <Link
          to="/"
          className="flex min-w-0 flex-1 items-center gap-2 rounded-sm pointer-coarse:-my-1 pointer-coarse:min-h-touch text-lg font-bold tracking-tight"
        >
          <Logo className="size-5.5 shrink-0 text-accent" />
          <bdi className="truncate">{shownPlace.name}</bdi>
        </Link>
        <ListFilter />
        <OwnAvatar />
      </div>
      <div className="mx-3 mb-2.5 flex flex-wrap gap-2">
        <button
          type="button"
          aria-label={t`Search or jump to…`}
          onClick={() => overlays.open(jumpOverlay)}
          className="flex min-h-8.5 flex-1 items-center gap-2 rounded-sm bg-tint pointer-coarse:min-h-touch px-2.5 text-sm text-muted transition-colors hover:bg-tint-strong"
        >
          <Search className="size-4" strokeWidth={1.8} aria-hidden="true" />
          {t`Search`}
          <span className="ms-auto max-wide:hidden pointer-coarse:hidden">
            <Kbd>{withCtrl('K')}</Kbd>
          </span>
        </button>
        <Button look="soft" className="min-h-8.5 shrink-0 px-3" onClick={() => overlays.open(newChatOverlay)}>
          {t`+ New Chat`}
        </Button>
      </div>
      <ThreadsLink />
      <ChatList chatId={chatId} />
    </div>
  );
}
