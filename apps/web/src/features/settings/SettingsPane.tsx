import { t } from '../../lib/words.ts';
import { useRegistry } from '../../registry/registry.ts';
import { useAreSettled } from '../../ui/lazy-surface.tsx';
import { PageFrame } from '../../ui/PageFrame.tsx';

export function SettingsPane() {
  const { settingsSections } = useRegistry();
  // All at once: none moves the others by coming later.
  const isSettled = useAreSettled(settingsSections.map(({ Section }) => Section));
  return (
    <PageFrame title={t`Settings`}>
      <div className="mx-auto max-w-form px-5.5 pt-2 pb-10 max-wide:px-4">
        {isSettled &&
          settingsSections.map(({ name, title, Section }) => (
            <section key={name} aria-label={title()} className="border-b border-line py-6 last:border-b-0">
              <h2 className="mb-3 font-semibold tracking-tight">{title()}</h2>
              <Section />
            </section>
          ))}
      </div>
    </PageFrame>
  );
}
