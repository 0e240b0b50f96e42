import { t } from '../../lib/words.ts';
import type { LateFeature } from '../../registry/web-feature.ts';

export const keys: LateFeature = {
  name: 'keys',
  keys: [{ group: 'everywhere', order: 80, names: () => [t`Esc`], label: () => t`Close, cancel, then mark as read` }],
};
