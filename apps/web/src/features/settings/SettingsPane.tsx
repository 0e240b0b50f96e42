import { ChevronLeft } from 'lucide-react';
import type { ReactNode } from 'react';
import { Link } from 'react-router';
import { t } from '../../lib/words.ts';
import { Button } from '../../ui/Button.tsx';
import { useLogOut } from '../../session/use-log-out.ts';
import { PasswordForm } from './PasswordForm.tsx';
import { ProfileForm } from './ProfileForm.tsx';
import { SessionList } from './SessionList.tsx';
import { ThemeChoice } from './ThemeChoice.tsx';

export function SettingsPane() {
  const logOut = useLogOut();
  return (
    <div className="flex min-h-0 flex-1 flex-col">
      <header className="flex min-h-15 shrink-0 items-center gap-1 border-b border-line pt-[env(safe-area-inset-top)] pl-5.5 max-wide:pl-1.5">
        <Link
          to="/"
          aria-label={t`Back to all chats`}
          className="grid size-10 pointer-coarse:min-h-[44px] pointer-coarse:min-w-[44px] place-items-center rounded-s text-muted hover:bg-tint wide:hidden"
        >
          <ChevronLeft className="size-5.5" strokeWidth={1.8} aria-hidden="true" />
        </Link>
        <h1 className="text-base font-semibold tracking-[-0.012em]">{t`Settings`}</h1>
      </header>
      <div className="min-h-0 flex-1 overflow-y-auto">
        <div className="mx-auto max-w-[34rem] px-5.5 pt-2 pb-10 max-wide:px-4">
          <Section title={t`You`}>
            <ProfileForm />
          </Section>
          <Section title={t`Look`}>
            <ThemeChoice />
          </Section>
          <Section title={t`Password`}>
            <PasswordForm />
          </Section>
          <Section title={t`Leave for now`}>
            <Button look="danger-quiet" className="-ml-3.5" onClick={logOut}>
              {t`Log out`}
            </Button>
          </Section>
          {/* Last: how many there are is known late, and nothing may move then. */}
          <Section title={t`Where you are logged in`}>
            <SessionList />
          </Section>
        </div>
      </div>
    </div>
  );
}

function Section({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section aria-label={title} className="border-b border-line py-6 last:border-b-0">
      <h2 className="mb-3 font-semibold tracking-[-0.012em]">{title}</h2>
      {children}
    </section>
  );
}
