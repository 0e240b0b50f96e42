import { isOnline, type ChatMember, type ChatState, type ClientState } from '@confab/client';
import type { Role } from '@confab/protocol';
import { useEffect, useMemo, useRef, type ReactNode } from 'react';
import { AnchoredList } from '../../lib/anchored-list/AnchoredList.tsx';
import { useAnchoredList } from '../../lib/anchored-list/use-anchored-list.ts';
import { perLocale } from '../../lib/locale.ts';
import { t } from '../../lib/words.ts';
import { nameOf, useClient, useClientState } from '../../session/client.ts';
import { selectList } from '../../session/select-list.ts';
import { MemberRow } from './MemberRow.tsx';

type MemberListProps = { chat: ChatState; myRole: Role; children?: ReactNode };

/** Those who are here first, then by name. `children` stand beside the heading. */
export function MemberList({ chat, myRole, children }: MemberListProps) {
  const members = useSortedMembers(chat);
  useWatchedMembers(chat);
  return (
    <section aria-label={t`Members`} className="px-2.5 pt-2">
      <div className="flex min-h-9 flex-wrap items-center justify-between gap-x-2 px-2 pb-1">
        <h3 className="text-xs font-semibold text-muted">{t`Members`}</h3>
        {children}
      </div>
      {members.length <= renderedWhole ? (
        <ul>
          {members.map((member) => (
            <li key={member.userId}>
              <MemberRow chat={chat} member={member} myRole={myRole} />
            </li>
          ))}
        </ul>
      ) : (
        <ManyMembers chat={chat} members={members} myRole={myRole} />
      )}
    </section>
  );
}

type ManyMembersProps = { chat: ChatState; members: readonly ChatMember[]; myRole: Role };

/** Only those near the window are in the page. */
function ManyMembers({ chat, members, myRole }: ManyMembersProps) {
  const scroller = useRef<HTMLDivElement>(null);
  const list = useAnchoredList<{ key: string; member: ChatMember }>(() => memberPx, 'directory');
  const rows = useMemo(() => members.map((member) => ({ key: member.userId, member })), [members]);
  return (
    <div ref={scroller} data-scroller className="h-half-screen overflow-y-auto">
      <AnchoredList handle={list} scroller={scroller} rows={rows} keepKeys={[]} as="ul">
        {({ member }) => <MemberRow chat={chat} member={member} myRole={myRole} />}
      </AnchoredList>
    </div>
  );
}

const memberPx = 44;
const renderedWhole = 60;
const watchedMax = 200;

function useSortedMembers({ members }: ChatState): readonly ChatMember[] {
  return useClientState(
    useMemo(
      () =>
        selectList(
          ({ users, presence }) => [users, presence],
          (state) => sortMembers(members, state),
        ),
      [members],
    ),
  );
}

function sortMembers(members: readonly ChatMember[], state: ClientState): ChatMember[] {
  return members
    .map((member) => ({
      member,
      isHere: isOnline(state, member.userId),
      name: nameOf(state.users, member.userId),
    }))
    .toSorted((a, b) => Number(b.isHere) - Number(a.isHere) || collator().compare(a.name, b.name))
    .map(({ member }) => member);
}

const collator = perLocale((locale) => new Intl.Collator(locale));

function useWatchedMembers(chat: ChatState): void {
  const client = useClient();
  const ids = chat.members
    .slice(0, watchedMax)
    .map((member) => member.userId)
    .join(' ');
  useEffect(() => (ids === '' ? undefined : client.watchPresence(ids.split(' '))), [client, ids]);
}
