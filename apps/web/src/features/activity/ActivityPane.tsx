import type { ActivityEntry } from '@confab/protocol';
import { AtSign } from 'lucide-react';
import { useId, useState } from 'react';
import { failureText } from '../../lib/failure-text.ts';
import { tell } from '../../lib/notices.ts';
import { useNow } from '../../lib/use-now.ts';
import { t } from '../../lib/words.ts';
import { useClient, useClientState } from '../../session/client.ts';
import { Button } from '../../ui/Button.tsx';
import { EmptyState } from '../../ui/EmptyState.tsx';
import { PageFrame } from '../../ui/PageFrame.tsx';
import { ActivityRow } from './ActivityRow.tsx';
import { isHeard, isNew } from './is-new.ts';
import { keyOf } from './once-each.ts';
import { type Activity, useActivity } from './use-activity.ts';

/** What concerns me, over all chats: what is new first, then by time. */
export function ActivityPane() {
  const activity = useActivity();
  return (
    <PageFrame title={t`Activity`}>
      <Content {...activity} />
    </PageFrame>
  );
}

function Content({ entries, hasFailed, seenAt, loadMore, retry }: Activity) {
  // Not with each message: what is new stays where it stands while one looks at it.
  useClientState(({ documents }) => documents.get('blocked'));
  const client = useClient();
  if (entries === null) return hasFailed ? <Failed onRetry={retry} /> : <Skeleton />;
  const state = client.getState();
  const heard = entries.filter((entry) => isHeard(entry, state));
  if (heard.length === 0 && !loadMore) return <Nothing />;
  const fresh = heard.filter((entry) => isNew(entry, state, seenAt));
  const earlier = heard.filter((entry) => !fresh.includes(entry));
  return (
    <div className="max-w-reading px-3 pt-2 pb-10 max-wide:px-1.5">
      <Section title={t`New`} entries={fresh} />
      <Section title={t`Earlier`} entries={earlier} />
      {loadMore && <More loadMore={loadMore} />}
    </div>
  );
}

function Section({ title, entries }: { title: string; entries: readonly ActivityEntry[] }) {
  const id = useId();
  const now = useNow();
  if (entries.length === 0) return null;
  return (
    <section aria-labelledby={id}>
      <h2 id={id} className="px-2.5 pt-3 pb-1 text-xs font-semibold text-muted">
        {title}
      </h2>
      <ul aria-labelledby={id}>
        {entries.map((entry) => (
          <ActivityRow key={keyOf(entry)} entry={entry} now={now} />
        ))}
      </ul>
    </section>
  );
}

function More({ loadMore }: { loadMore: () => Promise<void> }) {
  const [isLoading, setLoading] = useState(false);
  async function load(): Promise<void> {
    setLoading(true);
    try {
      await loadMore();
    } catch (error) {
      tell(failureText(error));
    }
    setLoading(false);
  }
  return (
    <Button className="mx-2.5 mt-3" disabled={isLoading} onClick={() => void load()}>
      {t`Show more`}
    </Button>
  );
}

function Nothing() {
  return (
    <div className="flex min-h-full">
      <EmptyState icon={AtSign} title={t`Nothing here yet`}>
        {t`Mentions, replies and reactions to your messages show up here.`}
      </EmptyState>
    </div>
  );
}

function Failed({ onRetry }: { onRetry: () => void }) {
  return (
    <div role="alert" className="flex flex-col items-center gap-3 px-5 py-10 text-center text-muted">
      <p>{t`Activity couldn’t be loaded.`}</p>
      <Button onClick={onRetry}>{t`Try again`}</Button>
    </div>
  );
}

const widths = ['w-40', 'w-56', 'w-44', 'w-52', 'w-36'];

function Skeleton() {
  return (
    <div className="max-w-reading px-5 pt-5" aria-busy="true" aria-label={t`Loading activity`} role="status">
      {widths.map((width) => (
        <div key={width} className="flex items-start gap-3 py-2.5">
          <span className="skeleton size-9 shrink-0 rounded-avatar" />
          <span className="flex min-w-0 flex-1 flex-col gap-2 pt-1">
            <span className={`skeleton h-3 max-w-full ${width}`} />
            <span className="skeleton h-2.5 w-72 max-w-full" />
          </span>
        </div>
      ))}
    </div>
  );
}
