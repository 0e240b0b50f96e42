import { type ConfabClient, documentsOf } from '@confab/client';
import { dismissNotice, offer, readNotices } from '../../lib/notices.ts';
import { plural, t } from '../../lib/words.ts';

/** Until somebody has read it. */
const shownMs = 86_400_000;

/** Says so where what one reported was looked at, in one notice for all of it, until it is put away on one of the devices. */
export function watchReports(client: ConfabClient): () => void {
  let seen: unknown = null;
  let shown: { text: string | null; id: number } = { text: null, id: 0 };
  function check(): void {
    const { documents } = client.getState();
    if (documents === seen) return;
    seen = documents;
    const decided = documentsOf({ documents }, 'report');
    const text = textOf(decided.map(({ value }) => value.acted));
    if (text === shown.text) return;
    if (readNotices().some(({ id }) => id === shown.id)) dismissNotice(shown.id);
    const putAway = (): void => {
      stop();
      decided.forEach(({ id }) => client.putDocument('report', id, null));
      stop = client.subscribe(check);
      check();
    };
    shown = { text, id: text === null ? 0 : offer(text, { label: t`OK`, run: putAway, whenClosed: putAway }, shownMs) };
  }
  let stop = client.subscribe(check);
  check();
  return () => stop();
}

/** Whether each of them was acted on. */
function textOf(decided: readonly boolean[]): string | null {
  const [first] = decided;
  if (first === undefined) return null;
  if (decided.length === 1) {
    return first ? t`Your report was looked at: something was done.` : t`Your report was looked at: nothing was done.`;
  }
  const acted = decided.filter(Boolean).length;
  const reports = t`${plural(decided.length, { one: '# report of yours was looked at', other: '# reports of yours were looked at' })}`;
  return acted === 0 ? t`${reports}: nothing was done.` : t`${reports}: something was done about ${acted}.`;
}
