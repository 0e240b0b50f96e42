import { dayAt, weekdayAt } from '@confab/protocol/local-time';
import { clockTime } from '../../lib/dates.ts';
import { ownTimeZone } from '../../lib/zoned-dates.ts';
import { t } from '../../lib/words.ts';

/** A time that is offered: what it is called, and what a clock shows then. */
export type Preset = { name: string; label: string; note: string; at: Date };

const minuteMs = 60_000;

/** For what can wait: when people begin to work. In the time zone of this browser. */
export function workdayPresets(now: Date): Preset[] {
  const zone = ownTimeZone();
  const tomorrow = new Date(dayAt(now.getTime(), zone, { days: 1, hour: 9 }));
  const monday = new Date(weekdayAt(now.getTime(), zone, { weekday: 1, hour: 9 }));
  const days = [preset('tomorrow', t`Tomorrow morning`, tomorrow)];
  // On a Sunday they are one.
  if (monday.getTime() !== tomorrow.getTime()) days.push(preset('monday', t`Monday morning`, monday));
  return days;
}

/** For what is not to be forgotten. */
export function soonPresets(now: Date): Preset[] {
  const after = (minutes: number): Date => new Date(now.getTime() + minutes * minuteMs);
  return [
    preset('20-minutes', t`In 20 minutes`, after(20)),
    preset('hour', t`In 1 hour`, after(60)),
    preset('3-hours', t`In 3 hours`, after(180)),
    ...workdayPresets(now),
  ];
}

function preset(name: string, label: string, at: Date): Preset {
  return { name, label, note: clockTime(at.toISOString()), at };
}
