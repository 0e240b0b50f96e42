import { ChevronRight, Ellipsis } from 'lucide-react';
import { memo } from 'react';
import { t } from '../../lib/words.ts';
import { classNames } from '../../ui/class-names.ts';
import { useClient, useClientState } from '../../session/client.ts';
import {
  archiveHeading,
  changeSidebar,
  changeView,
  type Heading,
  headingTitle,
  nameOfHeading,
  sidebarSettings,
  useListView,
} from '../chat-list/index.ts';

type HeadingRowProps = { heading: Heading; isStop: boolean; onMenu: (button: Element) => void };

/** Above the chats of one group; it folds them. */
export const HeadingRow = memo(function HeadingRow({ heading, isStop, onMenu }: HeadingRowProps) {
  const client = useClient();
  const title = useClientState((state) => headingTitle(state, heading));
  const { showsArchive } = useListView();
  const name = nameOfHeading(heading);
  const isArchive = heading === archiveHeading;
  const isListed = useClientState((state) => sidebarSettings(state).folded?.includes(name) ?? false);
  const isFolded = isArchive ? !showsArchive : isListed;

  function toggle(): void {
    if (isArchive) return changeView({ showsArchive: isFolded });
    const folded = sidebarSettings(client.getState()).folded ?? [];
    changeSidebar(client, { folded: isFolded ? folded.filter((other) => other !== name) : [...folded, name] });
  }

  return (
    <div className="group/row relative mx-2 pt-2">
      <button
        type="button"
        data-row={heading}
        tabIndex={isStop ? 0 : -1}
        aria-expanded={!isFolded}
        onClick={toggle}
        className="flex min-h-8 w-full items-center gap-1 rounded-sm px-1.5 text-xs font-semibold text-muted -outline-offset-2 hover:bg-tint pointer-coarse:min-h-touch"
      >
        <ChevronRight
          aria-hidden="true"
          strokeWidth={2}
          className={classNames('size-3.5 shrink-0 transition-transform', isFolded ? 'rtl:-scale-x-100' : 'rotate-90')}
        />
        <bdi className="min-w-0 truncate">{title}</bdi>
      </button>
      {heading.startsWith('#s:') && <RowMenuButton label={t`Actions for ${title}`} onMenu={onMenu} />}
    </div>
  );
});

type RowMenuButtonProps = { label: string; onMenu: (button: Element) => void };

/** For the mouse, and for a screen reader; keys have one of their own. */
export function RowMenuButton({ label, onMenu }: RowMenuButtonProps) {
  return (
    <button
      type="button"
      tabIndex={-1}
      aria-label={label}
      aria-haspopup="menu"
      onClick={(event) => onMenu(event.currentTarget.parentElement?.querySelector('[data-row]') ?? event.currentTarget)}
      className="absolute end-1.5 bottom-1 grid size-6 place-items-center rounded-sm bg-raised text-muted opacity-0 shadow-1 group-hover/row:opacity-100 hover:text-text focus-visible:opacity-100 pointer-coarse:hidden"
    >
      <Ellipsis className="size-4" strokeWidth={1.8} aria-hidden="true" />
    </button>
  );
}
