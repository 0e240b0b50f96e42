import type { ReactNode } from 'react';
import { classNames } from '../../ui/class-names.ts';
import { PlaceMark } from '../../ui/PlaceMark.tsx';

type AuthCardProps = {
  title: string;
  subtitle: string;
  /** Of the place, where it has one. */
  picture?: string | undefined;
  children: ReactNode;
};

export function AuthCard({ title, subtitle, picture, children }: AuthCardProps) {
  return (
    <main className="grid h-full overflow-y-auto bg-surface px-4 py-6">
      <div className="m-auto w-full max-w-card rounded-xl bg-raised px-6.5 pt-7.5 pb-6.5 shadow-2">
        <PlaceMark picture={picture} className={classNames('size-9.5', picture === undefined && '-ms-1')} />
        <h1 className="mt-3.5 text-xl font-bold tracking-tighter">{title}</h1>
        <p className="mt-0.5 mb-4 text-sm text-muted">{subtitle}</p>
        {children}
      </div>
    </main>
  );
}
