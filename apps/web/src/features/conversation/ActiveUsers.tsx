import type { ChatState } from '@confab/client';
import { classNames } from '../../ui/class-names.ts';
import { nameOf, useMyId, useUsers } from '../session/client.ts';

/** How many names a tooltip has room for. */
const namesShown = 20;

/** "3 active · 7 members"; who they are on hover and on keyboard focus. */
export function ActiveUsers({ chat }: { chat: ChatState }) {
  const names = useActiveNames(chat);
  const count = chat.active?.count ?? 0;
  const members = chat.members.length;
  const text = `${count} active · ${members} ${members === 1 ? 'member' : 'members'}`;
  return (
    <button
      type="button"
      data-tooltip={names === '' ? 'Nobody is here right now' : names}
      aria-label={names === '' ? text : `${text}. Active now: ${names}`}
      className="flex max-w-full cursor-default items-center gap-1.5 rounded-xs text-[0.78125rem]/[1.35] text-muted"
    >
      <span className={classNames('size-1.75 shrink-0 rounded-full', count > 0 ? 'bg-online' : 'bg-line-strong')} />
      <span className="tabular truncate">{text}</span>
    </button>
  );
}

function useActiveNames(chat: ChatState): string {
  const users = useUsers();
  const myId = useMyId();
  const active = chat.active;
  if (active === null || active.count === 0) return '';
  const shown = active.userIds.slice(0, namesShown);
  const names = shown.map((id) => (id === myId ? 'you' : nameOf(users, id)));
  const more = active.count - shown.length;
  return [...names, ...(more > 0 ? [`${more} more`] : [])].join(', ');
}
