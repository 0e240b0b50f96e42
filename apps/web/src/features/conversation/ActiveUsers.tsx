import { type ChatState, lastSeenAt } from '@confab/client';
import { agoText } from '../../lib/dates.ts';
import { namesText } from '../../lib/list-text.ts';
import { membersText } from '../../lib/members-text.ts';
import { useNow } from '../../lib/use-now.ts';
import { plural, t } from '../../lib/words.ts';
import { useIsCutOff } from '../../session/cut-off.ts';
import { classNames } from '../../ui/class-names.ts';
import { isNotes, useClientState, useDirectPeer, useIsOnline, useMyId, useNames } from '../../session/client.ts';

/** How many names a tooltip has room for. */
const namesShown = 20;

/** Who is here: of a group how many, of a direct chat the other person. Names on hover and on keyboard focus. */
export function ActiveUsers({ chat }: { chat: ChatState }) {
  const peer = useDirectPeer(chat);
  if (isNotes(chat)) return <p className="text-xs text-muted">{t`Only you can see this`}</p>;
  return peer === null ? <GroupPresence chat={chat} /> : <PeerPresence chat={chat} peer={peer} />;
}

/** "3 active · 7 members". */
function GroupPresence({ chat }: { chat: ChatState }) {
  const isCutOff = useIsCutOff();
  const names = useActiveNames(chat);
  const count = chat.active?.count ?? 0;
  const members = membersText(chat.members.length);
  if (isCutOff) return <p className="tabular truncate">{members}</p>;
  const text = t`${plural(count, { one: '# active', other: '# active' })} · ${members}`;
  return <PresenceLine text={text} names={names} isLit={count > 0} />;
}

/** Of two people one's own being here says nothing. */
function PeerPresence({ chat, peer }: { chat: ChatState; peer: string }) {
  const now = useNow();
  const isOnline = useIsOnline(peer);
  const seenAt = useClientState((state) => lastSeenAt(state, peer));
  const names = useActiveNames(chat);
  const username = useClientState(({ users }) => users.get(peer)?.username ?? '');
  if (useIsCutOff()) return <p className="truncate">@{username}</p>;
  const isHere = chat.active?.userIds.includes(peer) === true;
  const away = seenAt === null ? t`Offline` : t`Seen ${agoText(seenAt, now)}`;
  const text = isHere ? hereText(chat.active?.count ?? 0) : isOnline ? t`Online` : away;
  return <PresenceLine text={text} names={names} isLit={isHere || isOnline} />;
}

function hereText(count: number): string {
  // Two of two: one of them is whoever reads it.
  if (count === 2) return t`Both of you are here · ${plural(count, { one: '# active', other: '# active' })}`;
  return t`Here now · ${plural(count, { one: '# active', other: '# active' })}`;
}

function PresenceLine({ text, names, isLit }: { text: string; names: string; isLit: boolean }) {
  return (
    <button
      type="button"
      data-tooltip={names === '' ? t`No one is here right now` : t`Here: ${names}`}
      aria-label={names === '' ? text : t`${text}. Active now: ${names}`}
      className="flex max-w-full cursor-default items-center gap-1.5 rounded-xs text-xs text-muted"
    >
      <span className={classNames('size-1.75 shrink-0 rounded-full', isLit ? 'bg-online' : 'bg-line-strong')} />
      <span className="tabular truncate">{text}</span>
    </button>
  );
}

function useActiveNames(chat: ChatState): string {
  const myId = useMyId();
  const { userIds, count } = chat.active ?? { userIds: [], count: 0 };
  const shown = userIds.slice(0, namesShown);
  const names = useNames(shown).map((name, index) => (shown[index] === myId ? t`you` : name));
  return count === 0 ? '' : namesText(names, count - shown.length);
}
