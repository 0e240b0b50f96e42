import { type ChatState, isFollowed } from '@confab/client';
import { kindFeature } from '@confab/protocol/documents';
import type { NotifyLevel } from '@confab/protocol/notify';
import { Bell, BellDot, BellMinus, BellOff } from 'lucide-react';
import { failureText } from '../../lib/failure-text.ts';
import { tell } from '../../lib/notices.ts';
import { t } from '../../lib/words.ts';
import { useClient, useClientState, useMyId } from '../../session/client.ts';
import { IconButton } from '../../ui/IconButton.tsx';
import { Menu, MenuChoice } from '../../ui/Menu.tsx';
import { changeThreadLevel, threadLevel } from './thread-level.ts';

type Choice = NotifyLevel | 'unfollowed';

const icons = { all: Bell, mentions: BellDot, nothing: BellMinus, unfollowed: BellOff };

/** Whether one follows the thread, and what one hears of it then: to whoever uses it that is one choice. */
export function Following({ thread }: { thread: ChatState }) {
  const client = useClient();
  const isOn = isFollowed(thread, useMyId());
  const isKept = useClientState(({ features }) => features.includes(kindFeature('thread')));
  const level = useClientState((state) => threadLevel(state, thread.id));
  const choice: Choice = isOn ? level : 'unfollowed';
  const levels = { all: t`Every reply`, mentions: t`Mentions`, nothing: t`Count only` };
  const ends = { unfollowed: t`Don’t follow` };
  function choose(next: Choice): void {
    if (next === 'unfollowed') {
      attempt(client.unfollowThread(thread.id));
      return;
    }
    if (isKept) changeThreadLevel(client, thread.id, next);
    if (!isOn) attempt(client.followThread(thread.id));
  }
  return (
    <Menu trigger={<IconButton icon={icons[choice]} label={t`Thread notifications`} />}>
      <MenuChoice<Choice>
        label={t`Notifications for this thread`}
        value={choice}
        // Older servers keep no levels.
        options={isKept ? { ...levels, ...ends } : { all: levels.all, ...ends }}
        onChoose={choose}
      />
    </Menu>
  );
}

function attempt(change: Promise<unknown>): void {
  change.catch((reason: unknown) => tell(failureText(reason)));
}
