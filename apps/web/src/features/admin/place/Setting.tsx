import type { PlaceSettingKey, PlaceSettings, PlaceSettingsAnswer } from '@confab/protocol';
import { Lock } from 'lucide-react';
import { useId, type ReactNode } from 'react';
import { t } from '../../../lib/words.ts';

export type SettingProps = {
  answer: PlaceSettingsAnswer;
  /** Resolves whether it worked. */
  onSave: (changes: Partial<PlaceSettings>) => Promise<boolean>;
};

type SettingFrameProps = { title: string; note?: string; children: ReactNode };

export function Setting({ title, note, children }: SettingFrameProps) {
  const id = useId();
  return (
    <section aria-labelledby={id} className="border-b border-line pb-6 not-first:pt-6 last:border-b-0">
      <h2 id={id} className="font-semibold tracking-tight">
        {title}
      </h2>
      {note !== undefined && <p className="mt-0.5 text-sm text-muted">{note}</p>}
      <div className="mt-3">{children}</div>
    </section>
  );
}

/** Of the environment, by the setting that it locks. */
const variables: { readonly [Key in PlaceSettingKey]?: string } = {
  name: 'PLACE_NAME',
  joining: 'REGISTRATION',
  domains: 'REGISTRATION_DOMAINS',
};

/** What sets it, if the environment does. */
export function lockedBy(answer: PlaceSettingsAnswer, key: PlaceSettingKey): string | null {
  return isLocked(answer, key) ? (variables[key] ?? key) : null;
}

/** Why something can't be changed here, where the environment says it. */
export function LockedNote({ variable }: { variable: string | null }) {
  if (variable === null) return null;
  return (
    <p className="mt-2 flex items-start gap-1.5 text-sm text-muted">
      <Lock className="mt-0.75 size-3.5 shrink-0" strokeWidth={1.8} aria-hidden="true" />
      {t`The server’s environment sets this (${variable}). Change it there.`}
    </p>
  );
}

export function isLocked({ locked }: PlaceSettingsAnswer, key: PlaceSettingKey): boolean {
  return locked.includes(key);
}
