import { ShieldOff } from 'lucide-react';
import { t } from '../../lib/words.ts';
import type { LateFeature } from '../../registry/web-feature.ts';
import { lazySurface } from '../../ui/lazy-surface.tsx';
import { PaneFailure } from '../../ui/SurfaceFailure.tsx';
import { providerWords } from '../../lib/provider-words.ts';
import { secondFactorWords } from '../../lib/second-factor-words.ts';

const Section = lazySurface(async () => (await import('./OwnFactors.tsx')).OwnFactors, PaneFailure, {
  prefetchOrder: 86,
});

const TakeAwayDialog = lazySurface(async () => (await import('./TakeAwayDialog.tsx')).TakeAwayDialog, PaneFailure);

export const secondFactor: LateFeature = {
  name: 'second-factor',
  personActions: [
    {
      name: 'second-factor',
      order: 50,
      icon: ShieldOff,
      label: () => t`Take second step away…`,
      isDangerous: true,
      needs: 'manage-people',
      isFor: (_person, { features }) => features.includes('second-factor'),
      Dialog: TakeAwayDialog,
    },
  ],
  errorWords: { ...secondFactorWords, ...providerWords },
  settingsSections: [
    {
      name: 'second-factor',
      order: 32,
      title: () => t`Passkeys and two-step login`,
      isFor: ({ features }) => features.includes('second-factor'),
      Section,
    },
  ],
};
