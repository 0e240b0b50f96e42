import { useEffect } from 'react';
import { useLocation } from '../../lib/router/index.ts';
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
  const isShown = isSettled && isServerKnown;
  useAddressedSection(isShown);
  if (!isShown) return null;
  const state = client.getState();
  const shown = sections.filter(({ isFor }) => isFor?.(state) !== false);
  return shown.map(({ name, title, Section }) => (
    <section
      key={name}
      id={name}
      tabIndex={-1}
      aria-label={title()}
      className="scroll-mt-2 outline-none border-b border-line py-6 last:border-b-0"
    >
      <h2 className="mb-3 font-semibold tracking-tight">{title()}</h2>
      <Section />
    </section>
  ));
}

/** "/settings#theme" leads to a part of them. */
function useAddressedSection(isShown: boolean): void {
  const location = useLocation();
  useEffect(() => {
    const { hash } = location;
    const section = isShown && hash.length > 1 ? document.getElementById(decodeURIComponent(hash.slice(1))) : null;
    section?.scrollIntoView();
    section?.focus({ preventScroll: true });
  }, [isShown, location]);
}
