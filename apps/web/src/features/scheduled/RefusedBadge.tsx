import { documentsOf } from '@confab/client';
import { plural, t } from '../../lib/words.ts';
import { useClientState } from '../../session/client.ts';

/** How many of my scheduled messages could not be sent. */
export function RefusedBadge() {
  const count = useClientState((state) => documentsOf(state, 'scheduled').filter(({ value }) => value.refused).length);
  if (count === 0) return null;
  return (
    <span
      className="tabular min-w-4.75 rounded-full bg-danger px-1.5 text-center text-3xs/4.75 font-bold text-on-danger"
      style={{ counterIncrement: `waiting ${count}` }}
    >
      <span aria-hidden="true">{count}</span>
      <span className="sr-only">
        {t`${plural(count, { one: '# scheduled message was not sent', other: '# scheduled messages were not sent' })}`}
      </span>
    </span>
  );
}
