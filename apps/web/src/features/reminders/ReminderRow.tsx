import { reminderIdOf } from '@confab/client';
import type { Message } from '@confab/protocol';
import { AlarmClock, Check, Clock } from 'lucide-react';
import { useCallback } from 'react';
import { exactTime } from '../../lib/dates.ts';
import { t } from '../../lib/words.ts';
import { IconButton } from '../../ui/IconButton.tsx';
import { Menu, MenuItem } from '../../ui/Menu.tsx';
import { KeptLine } from '../kept-message/index.ts';
import { comingTime, soonPresets } from '../when/index.ts';
import type { Reminder } from './use-reminders.ts';

type ReminderRowProps = {
  reminder: Reminder;
  now: Date;
  /** At another time, or not any more. */
  onPut: (at: Date | null) => void;
};

export function ReminderRow({ reminder, now, onPut }: ReminderRowProps) {
  const { id, at, note, rangAt } = reminder;
  const isIt = useCallback((message: Message) => reminderIdOf(message) === id, [id]);
  return (
    <li data-reminder={id} className="rounded-md pe-1.5 focus-within:bg-tint/60 hover:bg-tint/60">
      <div className="flex items-center gap-2 ps-2.5 pt-1 text-sm">
        <time
          dateTime={at}
          title={exactTime(at)}
          className={rangAt === undefined ? 'tabular shrink-0 text-muted' : 'tabular shrink-0 text-accent-text'}
        >
          {comingTime(at, now)}
        </time>
        <bdi className="min-w-0 flex-1 truncate font-medium">{note}</bdi>
        <Menu
          trigger={<IconButton size="s" icon={AlarmClock} label={rangAt === undefined ? t`Another time` : t`Later`} />}
        >
          {soonPresets(now).map((preset) => (
            <MenuItem key={preset.name} icon={Clock} onClick={() => onPut(preset.at)}>
              <span className="flex-1">{preset.label}</span>
              <span className="tabular ps-4 text-xs text-muted">{preset.note}</span>
            </MenuItem>
          ))}
        </Menu>
        <IconButton size="s" icon={Check} label={t`Done`} onClick={() => onPut(null)} />
      </div>
      <div className="flex">
        <KeptLine place={{ ...reminder, isIt }} now={now} />
      </div>
    </li>
  );
}
