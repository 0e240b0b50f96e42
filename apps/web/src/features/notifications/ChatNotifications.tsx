import { type ChatState, chatSettings, type ConfabClient, isMuted } from '@confab/client';
import type { NotifyLevel } from '@confab/protocol/notify';
import { Bell, BellOff, Clock, Sunrise } from 'lucide-react';
import { useId } from 'react';
import { doneTime } from '../../lib/zoned-dates.ts';
import { useNow } from '../../lib/use-now.ts';
import { t } from '../../lib/words.ts';
import { useClient, useClientState } from '../../session/client.ts';
import { Button } from '../../ui/Button.tsx';
import { Menu, MenuItem } from '../../ui/Menu.tsx';
import { changeChat, tomorrowMorning } from '../chat-list/index.ts';

const hourMs = 3_600_000;
const levels: readonly NotifyLevel[] = ['all', 'mentions', 'nothing'];

/** What one hears of one chat, where that is something else than in general, and whether it is silent. */
export function ChatNotifications({ chat }: { chat: ChatState }) {
  const client = useClient();
  const id = useId();
  const { notify } = useClientState((state) => chatSettings(state, chat.id));
  const words = { all: t`Everything`, mentions: t`Mentions`, nothing: t`Nothing` };
  return (
    <section aria-labelledby={id} className="px-4.5 py-3">
      <h3 id={id} className="pt-1 pb-2 text-xs font-semibold text-muted">{t`Notifications`}</h3>
      <div className="flex flex-wrap gap-2">
        <select
          aria-label={t`Notifications for this chat`}
          value={notify ?? ''}
          onChange={({ target: { value } }) =>
            changeChat(client, chat.id, { notify: levels.find((level) => level === value) })
          }
          className="min-h-9 min-w-0 flex-1 rounded-sm border border-edge bg-bg px-2 text-sm text-text outline-none focus:border-accent focus:ring-3 focus:ring-(--ring) pointer-coarse:min-h-touch"
        >
          <option value="">{t`As in settings`}</option>
          {levels.map((level) => (
            <option key={level} value={level}>
              {words[level]}
            </option>
          ))}
        </select>
        <MuteButton client={client} chatId={chat.id} />
      </div>
    </section>
  );
}

function MuteButton({ client, chatId }: { client: ConfabClient; chatId: string }) {
  const now = useNow();
  const settings = useClientState((state) => chatSettings(state, chatId));
  const { muted } = settings;
  const mute = (until: string | undefined) => () => changeChat(client, chatId, { muted: until });
  if (isMuted(settings, now.getTime())) {
    return (
      <Button onClick={mute(undefined)} className="text-sm">
        <Bell className="size-4" strokeWidth={1.8} aria-hidden="true" />
        {muted === 'always' || muted === undefined ? t`Unmute` : t`Unmute (muted until ${doneTime(muted, now)})`}
      </Button>
    );
  }
  return (
    <Menu
      trigger={
        <Button className="text-sm">
          <BellOff className="size-4" strokeWidth={1.8} aria-hidden="true" />
          {t`Mute`}
        </Button>
      }
    >
      <MenuItem icon={Clock} onClick={mute(new Date(now.getTime() + hourMs).toISOString())}>{t`For an hour`}</MenuItem>
      <MenuItem icon={Sunrise} onClick={mute(tomorrowMorning(now))}>{t`Until tomorrow`}</MenuItem>
      <MenuItem icon={BellOff} onClick={mute('always')}>{t`Until you unmute it`}</MenuItem>
    </Menu>
  );
}
