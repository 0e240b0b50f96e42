import type { ReactNode } from 'react';
import { Logo } from '../../ui/Logo.tsx';

type AuthCardProps = { title: string; subtitle: string; children: ReactNode };

export function AuthCard({ title, subtitle, children }: AuthCardProps) {
  return (
    <main className="grid h-full overflow-y-auto bg-surface px-4 py-6">
      <div className="m-auto w-full max-w-card rounded-xl bg-raised px-6.5 pt-7.5 pb-6.5 shadow-2">
        <Logo className="-ms-1 size-9.5 text-accent" />
        <h1 className="mt-3.5 text-xl font-bold tracking-tighter">{title}</h1>
        <p className="mt-0.5 mb-4 text-sm text-muted">{subtitle}</p>
        {children}
      </div>
    </main>
  );
}
