import { documentsOf, scheduleMessage } from '@confab/client';
import { BellOff, CalendarClock, ChevronDown, Clock } from 'lucide-react';
import { useState } from 'react';
import { composerIdOf } from '../../lib/composer-focus.ts';
import { failureText } from '../../lib/failure-text.ts';
import { brieflyMs, offer, tell } from '../../lib/notices.ts';
import { navigate } from '../../lib/router/index.ts';
import { useNow } from '../../lib/use-now.ts';
import { t } from '../../lib/words.ts';
import type { ComposerToolProps } from '../../registry/composer-tool.ts';
import { useClient, useClientState } from '../../session/client.ts';
import { Dialog } from '../../ui/Dialog.tsx';
import { IconButton } from '../../ui/IconButton.tsx';
import { Menu, MenuGroup, MenuItem, MenuSeparator } from '../../ui/Menu.tsx';
import { useFiles } from '../drafts/index.ts';
import { knowsSilence, silenced } from '../silent/index.tsx';
import { comingTime, MeantMessage, OwnTime, workdayPresets } from '../when/index.ts';
import { knowsScheduled } from './knows-scheduled.ts';

/** Beside the button that sends: the other ways to send what is written. */
export function SendTool({ chatId, canSend, written }: ComposerToolProps) {
  const client = useClient();
  const mayBeLater = useClientState(knowsScheduled);
  const mayBeSilent = useClientState(knowsSilence);
  const waits = useClientState((state) => documentsOf(state, 'scheduled').some(({ value }) => value.chatId === chatId));
  const hasFiles = useFiles(chatId).length > 0;
  const now = useNow();
  /** What the dialog says at first, and of which words. */
  const [choosing, setChoosing] = useState<{ at: Date; content: string } | null>(null);
  if (!mayBeLater && !mayBeSilent) return null;

  const focus = (): void => void requestAnimationFrame(() => document.getElementById(composerIdOf(chatId))?.focus());

  function sendSilently(): void {
    if (!written.current) return;
    client.send(chatId, silenced(written.current.read())).delivered.catch(() => undefined);
    written.current.done();
    focus();
  }

  function choose(at: Date): void {
    if (written.current) setChoosing({ at, content: written.current.read().content });
  }

  function schedule(at: Date): void {
    setChoosing(null);
    if (!written.current) return;
    try {
      scheduleMessage(client, chatId, written.current.read(), at);
    } catch (reason) {
      return tell(failureText(reason));
    }
    written.current.done();
    focus();
    const when = comingTime(at.toISOString(), new Date());
    offer(t`Scheduled: ${when}`, { label: t`Show`, run: () => navigate('/scheduled') }, 2 * brieflyMs);
  }

  return (
    <>
      <Menu
        trigger={<IconButton size="s" icon={ChevronDown} label={t`Other ways to send`} className="ms-auto -me-1" />}
      >
        {canSend && mayBeSilent && (
          <MenuItem icon={BellOff} onClick={sendSilently}>
            {t`Send silently`}
          </MenuItem>
        )}
        {canSend && mayBeLater && !hasFiles && <Later now={now} onChoose={schedule} onOther={choose} />}
        {canSend && hasFiles && <p className={noteLook}>{t`Messages with files can’t be sent later.`}</p>}
        {!canSend && <p className={noteLook}>{t`Write something to send it later.`}</p>}
        {waits && (
          <>
            <MenuSeparator />
            <MenuItem icon={CalendarClock} onClick={() => navigate('/scheduled')}>
              {t`Scheduled messages`}
            </MenuItem>
          </>
        )}
      </Menu>
      {choosing && (
        <Dialog title={t`Send later`} onClose={() => setChoosing(null)}>
          <OwnTime initial={choosing.at} action={t`Schedule`} onChoose={schedule} onCancel={() => setChoosing(null)}>
            <MeantMessage message={choosing} />
          </OwnTime>
        </Dialog>
      )}
    </>
  );
}

const noteLook = 'max-w-56 px-2.5 py-2 text-sm text-muted';

type LaterProps = { now: Date; onChoose: (at: Date) => void; onOther: (proposed: Date) => void };

function Later({ now, onChoose, onOther }: LaterProps) {
  const presets = workdayPresets(now);
  return (
    <MenuGroup label={t`Send later`}>
      {presets.map(({ name, label, note, at }) => (
        <MenuItem key={name} icon={Clock} onClick={() => onChoose(at)}>
          <span className="flex-1">{label}</span>
          <span className="tabular ps-4 text-xs text-muted">{note}</span>
        </MenuItem>
      ))}
      <MenuItem icon={CalendarClock} onClick={() => onOther(presets[0]?.at ?? now)}>
        {t`Another time…`}
      </MenuItem>
    </MenuGroup>
  );
}
