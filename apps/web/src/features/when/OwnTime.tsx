import { instantOf, localTimeAt } from '@confab/protocol/local-time';
import { useId, useState, type ReactNode, type SubmitEvent } from 'react';
import { ownTimeZone } from '../../lib/zoned-dates.ts';
import { t } from '../../lib/words.ts';
import { Button } from '../../ui/Button.tsx';
import { FormError } from '../../ui/FormError.tsx';
import { TextField } from '../../ui/TextField.tsx';

type OwnTimeProps = {
  /** What the fields say at first. */
  initial: Date;
  /** What the button says. */
  action: string;
  /** More fields, above those of the time. */
  children?: ReactNode;
  /** Beside the buttons. */
  other?: ReactNode;
  onChoose: (at: Date) => void;
  onCancel: () => void;
};

/** A day and a time of one's own, in the time zone of this browser. What clocks leave out goes to the next time that they show. */
export function OwnTime({ initial, action, children, other, onChoose, onCancel }: OwnTimeProps) {
  const zone = ownTimeZone();
  const [first] = useState(() => fieldsOf(initial, zone));
  const [day, setDay] = useState(first.day);
  const [time, setTime] = useState(first.time);
  const [error, setError] = useState<string | null>(null);
  const headingId = useId();

  function choose(event: SubmitEvent): void {
    event.preventDefault();
    // A dialog above the composer stands in its form, to which React hands on what happens here.
    event.stopPropagation();
    const at = readFields(day, time, zone);
    if (at === null) return setError(t`Choose a day and a time.`);
    if (at.getTime() <= Date.now()) return setError(t`That time has passed. Choose a later one.`);
    onChoose(at);
  }

  return (
    <form onSubmit={choose} aria-labelledby={headingId}>
      <h3 id={headingId} className="sr-only">{t`Another time`}</h3>
      {children}
      <div className="flex flex-wrap gap-2">
        <TextField
          className="min-w-36 flex-1"
          label={t`Day`}
          type="date"
          value={day}
          onChange={(event) => setDay(event.target.value)}
        />
        <TextField
          className="min-w-28 flex-1"
          label={t`Time`}
          type="time"
          value={time}
          onChange={(event) => setTime(event.target.value)}
        />
      </div>
      <p className="mt-1.5 text-xs text-muted">{t`Time zone: ${zone}`}</p>
      <FormError text={error} />
      <div className="mt-3.5 flex flex-wrap justify-end gap-2">
        {other}
        <Button onClick={onCancel}>{t`Cancel`}</Button>
        <Button look="primary" type="submit">
          {action}
        </Button>
      </div>
    </form>
  );
}

function fieldsOf(at: Date, zone: string): { day: string; time: string } {
  const { year, month, day, hour, minute } = localTimeAt(at.getTime(), zone);
  const two = (count: number): string => String(count).padStart(2, '0');
  return { day: `${String(year).padStart(4, '0')}-${two(month)}-${two(day)}`, time: `${two(hour)}:${two(minute)}` };
}

function readFields(dayText: string, timeText: string, zone: string): Date | null {
  const [, year, month, day] = /^(\d{4})-(\d{2})-(\d{2})$/.exec(dayText)?.map(Number) ?? [];
  const [, hour, minute] = /^(\d{2}):(\d{2})/.exec(timeText)?.map(Number) ?? [];
  if (year === undefined || month === undefined || day === undefined) return null;
  if (hour === undefined || minute === undefined) return null;
  return new Date(instantOf({ year, month, day, hour, minute }, zone));
}
