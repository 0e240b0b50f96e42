import { createAccountActions } from '@confab/client/accounts';
import type { Session } from '@confab/protocol';
import { useCallback, useEffect, useState } from 'react';
import { failureText } from '../../lib/failure-text.ts';
import { t } from '../../lib/words.ts';
import { Button } from '../../ui/Button.tsx';
import { useClient, useClientState } from '../../session/client.ts';
import { LogOutEverywhere } from './LogOutEverywhere.tsx';
import { SessionRow } from './SessionRow.tsx';

/** Where one is logged in. It is read anew when a log-in from another device is told of. */
export function SessionList() {
  const { rest } = useClient();
  const canEndAll = useClientState(({ features }) => features.includes('log-out-everywhere'));
  const news = useClientState(({ documents }) =>
    [...documents.keys()].filter((key) => key.startsWith('log-in/')).join(),
  );
  const [sessions, setSessions] = useState<readonly Session[] | null>(null);
  const [error, setError] = useState<string | null>(null);
  const [isAsking, setAsking] = useState(false);
  const load = useCallback(() => {
    rest.sessions().then(setSessions, (reason: unknown) => setError(failureText(reason)));
  }, [rest]);
  useEffect(load, [load, news]);

  function run(change: Promise<unknown>): void {
    setError(null);
    change.then(load, (reason: unknown) => setError(failureText(reason)));
  }

  if (sessions === null) return error === null ? <SessionSkeleton /> : <Note text={error} />;
  return (
    <>
      <ul className="-mx-2">
        {sessions
          .toSorted(
            (a, b) => Number(b.current) - Number(a.current) || (b.lastUsedAt ?? '').localeCompare(a.lastUsedAt ?? ''),
          )
          .map((session) => (
            <SessionRow
              key={session.id}
              session={session}
              onEnd={() => run(rest.endSession(session.id))}
              onKnown={() => run(createAccountActions(rest).knowSession(session.id))}
            />
          ))}
      </ul>
      {error !== null && <Note text={error} />}
      {canEndAll && (
        <Button look="danger-quiet" className="-ms-3.5 mt-2" onClick={() => setAsking(true)}>
          {t`Log out everywhere…`}
        </Button>
      )}
      {isAsking && (
        <LogOutEverywhere
          onClose={() => setAsking(false)}
          onDone={() => {
            setAsking(false);
            load();
          }}
        />
      )}
    </>
  );
}

function Note({ text }: { text: string }) {
  return (
    <p role="alert" className="text-sm text-danger">
      {text}
    </p>
  );
}

function SessionSkeleton() {
  return (
    <div className="flex min-h-13 items-center gap-3" aria-busy="true">
      <span className="skeleton size-9 rounded-avatar" />
      <span className="skeleton h-3 w-40" />
    </div>
  );
}
