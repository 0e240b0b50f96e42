import type { PlaceSettings, PlaceSettingsAnswer } from '@confab/protocol';
import { useId, type ReactNode } from 'react';

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
