import { t } from '../../lib/words.ts';
import { useLateRegistry } from '../../registry/registry.ts';
import type { SettingsSection } from '../../registry/web-feature.ts';
import { useClient, useIsServerKnown } from '../../session/client.ts';
import { useAreSettled } from '../../ui/lazy-surface.tsx';
import { PageFrame } from '../../ui/PageFrame.tsx';

export function SettingsPane() {
  const late = useLateRegistry();
  return (
    <PageFrame title={t`Settings`}>
      <div className="max-w-form px-5.5 pt-2 pb-10 max-wide:px-4">
        {late !== null && <Sections sections={late.settingsSections} />}
      </div>
    </PageFrame>
  );
}

/** All at once: none moves the others by coming later. */
function Sections({ sections }: { sections: readonly SettingsSection[] }) {
  const isSettled = useAreSettled(sections.map(({ Section }) => Section));
  const client = useClient();
  const isServerKnown = useIsServerKnown();
  if (!isSettled || !isServerKnown) return null;
  const state = client.getState();
  const shown = sections.filter(({ isFor }) => isFor?.(state) !== false);
  return shown.map(({ name, title, Section }) => (
    <section key={name} aria-label={title()} className="border-b border-line py-6 last:border-b-0">
      <h2 className="mb-3 font-semibold tracking-tight">{title()}</h2>
      <Section />
    </section>
  ));
}
