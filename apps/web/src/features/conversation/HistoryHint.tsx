import type { ChatState } from '@confab/client';
import { mayAddMembers, mayRenameGroup } from '@confab/protocol/permissions';
import { Hand, Info, UserPlus } from 'lucide-react';
import { useState, type ReactNode } from 'react';
import { panelPath } from '../../lib/addresses.ts';
import { composerToType } from '../../lib/composer-focus.ts';
import { rich } from '../../lib/rich.tsx';
import { useNavigate } from '../../lib/router/index.ts';
import { plural, t } from '../../lib/words.ts';
import { actorIn, isNotes, useClient, useClientState } from '../../session/client.ts';
import { isSilenced, mayWriteIn } from '../../session/may-write.ts';
import { Avatar } from '../../ui/Avatar.tsx';
import { Button } from '../../ui/Button.tsx';
import { AddPeopleDialog } from '../details/index.ts';
import { hasGroupSettings } from '../groups/index.ts';

type HintProps = { chat: ChatState; title: string };

/** In a chat in which nobody has spoken: what it is, and what to do next. */
export function HistoryHint({ chat, title, peer }: HintProps & { peer: string | null }) {
  const mayWrite = useClientState((state) => mayWriteIn(state, chat.id));
  const isMuted = useClientState(isSilenced);
  return (
    <div className="m-auto flex max-w-96 flex-col items-center px-6 py-6 text-center">
      <Avatar id={peer ?? chat.id} name={title} size="l" on="bg" />
      <p className="mt-3.5 line-clamp-2 max-w-full text-lg font-semibold tracking-tight text-balance wrap-anywhere">
        <bdi>{title}</bdi>
      </p>
      {isNotes(chat) ? (
        <Text>
          {t`Write down what you want to find again, or forward messages here. Only you can see it, on all your devices.`}
        </Text>
      ) : isMuted ? (
        <Text>{t`No messages yet.`}</Text>
      ) : peer !== null ? (
        <Greeting chat={chat} title={title} />
      ) : mayWrite ? (
        <Beginning chat={chat} />
      ) : (
        <Text>{t`No announcements yet. What owners and admins post shows up here.`}</Text>
      )}
    </div>
  );
}

function Text({ children }: { children: ReactNode }) {
  return <p className="mt-1 text-pretty text-muted">{children}</p>;
}

/** Not one word has to be found. */
const wave = '👋';

function Greeting({ chat, title }: HintProps) {
  const client = useClient();
  function greet(): void {
    client.send(chat.id, wave).delivered.catch(() => undefined);
    // The button goes with the first message.
    composerToType()?.focus();
  }
  return (
    <>
      <Text>
        {rich(t`This chat is just between you and <name/>. Write a message, or start with a wave.`, {
          name: <bdi>{title}</bdi>,
        })}
      </Text>
      <Button look="soft" className="mt-4" onClick={greet}>
        <Hand className="size-4" strokeWidth={1.9} aria-hidden="true" />
        {t`Wave`}
      </Button>
    </>
  );
}

function Beginning({ chat }: { chat: ChatState }) {
  const navigate = useNavigate();
  const [isAdding, setAdding] = useState(false);
  // Each by itself: a role with what belongs to it would be another object each time.
  const mayAdd = useClientState((state) => {
    const me = actorIn(state, chat.id);
    return me !== null && mayAddMembers(me, chat.parts?.adding);
  });
  const mayDescribe = useClientState(
    (state) => hasGroupSettings(state) && mayRenameGroup(actorIn(state, chat.id)?.role ?? 'member'),
  );
  const others = chat.members.length - 1;
  return (
    <>
      <Text>
        {others === 0
          ? t`It’s just you so far. Add the people you want to talk to.`
          : t`${plural(others, { one: 'You and # other person are here.', other: 'You and # others are here.' })} Say what the group is for, or just start talking.`}
      </Text>
      <div className="mt-4 flex flex-wrap justify-center gap-2">
        {mayAdd && (
          <Button look="soft" onClick={() => setAdding(true)}>
            <UserPlus className="size-4" strokeWidth={1.9} aria-hidden="true" />
            {t`Add people`}
          </Button>
        )}
        {mayDescribe && (
          <Button onClick={() => navigate(panelPath(chat.id, 'details'))}>
            <Info className="size-4" strokeWidth={1.9} aria-hidden="true" />
            {t`Describe the group`}
          </Button>
        )}
      </div>
      {isAdding && <AddPeopleDialog chat={chat} onClose={() => setAdding(false)} onGiveUp={() => setAdding(false)} />}
    </>
  );
}
