import { dayLabel } from '../../lib/dates.ts';
import { useNow } from '../../lib/use-now.ts';
import { DayLine } from './divider-lines.tsx';

export function DayDivider({ at }: { at: string }) {
  return <DayLine label={dayLabel(at, useNow())} />;
}
