import type { Session } from '@confab/protocol';
import { Laptop, Smartphone } from 'lucide-react';
import { useCallback, useEffect, useState } from 'react';
import { exactTime } from '../../lib/dates.ts';
import { failureText } from '../../lib/failure-text.ts';
import { t } from '../../lib/words.ts';
import { Button } from '../../ui/Button.tsx';
import { useClient } from '../../session/client.ts';
import { deviceName } from '../../lib/device-name.ts';

export function SessionList() {
  const { rest } = useClient();
  const [sessions, setSessions] = useState<readonly Session[] | null>(null);
  const [error, setError] = useState<string | null>(null);
  const load = useCallback(() => {
    rest.sessions().then(setSessions, (reason: unknown) => setError(failureText(reason)));
  }, [rest]);
  useEffect(load, [load]);

  function end(sessionId: string): void {
    rest.endSession(sessionId).then(load, (reason: unknown) => setError(failureText(reason)));
  }

  if (sessions === null) return error === null ? <SessionSkeleton /> : <Note text={error} />;
  return (
    <>
      <ul className="-mx-2">
        {sessions
          .toSorted((a, b) => Number(b.current) - Number(a.current))
          .map((session) => (
            <SessionRow key={session.id} session={session} onEnd={() => end(session.id)} />
          ))}
      </ul>
      {error !== null && <Note text={error} />}
    </>
  );
}

function SessionRow({ session, onEnd }: { session: Session; onEnd: () => void }) {
  const name = deviceName(session.userAgent);
  const Icon = /iPhone|Android/.test(session.userAgent ?? '') ? Smartphone : Laptop;
  return (
    <li className="flex min-h-13 items-center gap-3 px-2 py-1.5">
      <span className="grid size-9 shrink-0 place-items-center rounded-avatar bg-tint text-muted">
        <Icon className="size-4.75" strokeWidth={1.7} aria-hidden="true" />
      </span>
      <div className="min-w-0 flex-1">
        <p className="truncate text-name font-medium">{name}</p>
        <p className="truncate text-xs text-muted">
          {session.current ? t`This device` : t`Logged in ${exactTime(session.createdAt)}`}
        </p>
      </div>
      {!session.current && (
        <Button size="s" aria-label={t`Log out ${name}`} onClick={onEnd}>
          {t`Log out`}
        </Button>
      )}
    </li>
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
