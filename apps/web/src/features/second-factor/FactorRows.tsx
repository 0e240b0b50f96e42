import type { LucideIcon } from 'lucide-react';
import { KeyRound, LifeBuoy, Smartphone } from 'lucide-react';
import type { ReactNode } from 'react';
import { plural, t } from '../../lib/words.ts';
import { Button } from '../../ui/Button.tsx';
import type { FactorTask } from './factor-task.ts';

type FactorRowProps = { icon: LucideIcon; title: string; note: string; children: ReactNode };

/** One kind of second factor: what it is, how it stands, and what can be done about it. */
function FactorRow({ icon: Icon, title, note, children }: FactorRowProps) {
  return (
    <div className="flex flex-wrap items-center gap-x-3 gap-y-2 py-2.5">
      <span className="grid size-9 shrink-0 place-items-center rounded-avatar bg-tint text-muted">
        <Icon className="size-4.75" strokeWidth={1.7} aria-hidden="true" />
      </span>
      <div className="min-w-40 flex-1">
        <p className="text-name font-medium">{title}</p>
        <p className="text-xs text-pretty text-muted">{note}</p>
      </div>
      <div className="flex flex-wrap gap-2">{children}</div>
    </div>
  );
}

type TaskProps = { onTask: (task: FactorTask) => void };

export function PasskeyRow({ count, canAdd, onTask }: TaskProps & { count: number; canAdd: boolean }) {
  const none = canAdd
    ? t`Your fingerprint, face or screen lock instead of a password`
    : t`Not with this browser, at this address`;
  return (
    <FactorRow
      icon={KeyRound}
      title={t`Passkeys`}
      note={count === 0 ? none : t`${plural(count, { one: '# passkey', other: '# passkeys' })}`}
    >
      {canAdd && <Button size="s" onClick={() => onTask({ task: 'add-passkey' })}>{t`Add a passkey`}</Button>}
    </FactorRow>
  );
}

export function AppRow({ isOn, onTask }: TaskProps & { isOn: boolean }) {
  return (
    <FactorRow
      icon={Smartphone}
      title={t`Authenticator app`}
      note={isOn ? t`On: logins ask for a code` : t`An app on your phone that shows a new code every 30 seconds`}
    >
      <Button size="s" onClick={() => onTask({ task: 'add-app' })}>
        {isOn ? t`Use another app` : t`Set up an app`}
      </Button>
      {isOn && (
        <Button size="s" look="danger-quiet" onClick={() => onTask({ task: 'remove-app' })}>
          {t`Remove the app`}
        </Button>
      )}
    </FactorRow>
  );
}

export function CodesRow({ left, onTask }: TaskProps & { left: number }) {
  return (
    <FactorRow
      icon={LifeBuoy}
      title={t`Recovery codes`}
      note={
        left === 0
          ? t`None left. Make new ones, so that you get in without your phone`
          : t`${plural(left, { one: '# code is left', other: '# codes are left' })}, for when you don’t have your phone`
      }
    >
      <Button size="s" onClick={() => onTask({ task: 'new-codes' })}>{t`Make new codes`}</Button>
    </FactorRow>
  );
}
