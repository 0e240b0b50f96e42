import type { ConfabClient } from '@confab/client';
import { useEffect } from 'react';
import { offer } from '../../lib/notices.ts';
import { navigate } from '../../lib/router/index.ts';
import { plural, t } from '../../lib/words.ts';
import { useClient } from '../../session/client.ts';
import { type Reminder, useReminders } from './use-reminders.ts';

const shownMs = 60_000;

/** What this page has told of: each time that one rings is told once, wherever the badge stands. */
const toldBy = new WeakMap<ConfabClient, Set<string>>();

/** How many reminders are due. As long as it is there it says so with each that comes. */
export function DueBadge() {
  const client = useClient();
  const due = useReminders().filter(({ rangAt }) => rangAt !== undefined);
  useEffect(() => tellDue(client, due));
  if (due.length === 0) return null;
  return (
    <span
      className="tabular min-w-4.75 rounded-full bg-accent px-1.5 text-center text-3xs/4.75 font-bold text-on-accent"
      style={{ counterIncrement: `waiting ${due.length}` }}
    >
      <span aria-hidden="true">{due.length}</span>
      <span className="sr-only">{t`${plural(due.length, { one: '# reminder is due', other: '# reminders are due' })}`}</span>
    </span>
  );
}

function tellDue(client: ConfabClient, due: readonly Reminder[]): void {
  const told = toldBy.get(client) ?? new Set();
  toldBy.set(client, told);
  const fresh = due.filter(({ id, rangAt }) => !told.has(`${id} ${rangAt}`));
  for (const { id, rangAt } of fresh) told.add(`${id} ${rangAt}`);
  const [first] = fresh;
  if (first === undefined || window.location.pathname === '/reminders') return;
  const note = fresh.length === 1 ? (first.note ?? '') : '';
  offer(
    note === ''
      ? t`${plural(fresh.length, { one: 'You asked to be reminded of a message.', other: 'You asked to be reminded of # messages.' })}`
      : t`Reminder: ${note}`,
    { label: t`Show`, run: () => navigate('/reminders') },
    shownMs,
  );
}
