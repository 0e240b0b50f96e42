import { collect, inOrder, type LateRegistry } from './registry.ts';
import type { LateFeature } from './web-feature.ts';

/** As `createRegistry`, of what comes later: loaded with it. */
export function createLateRegistry(features: readonly LateFeature[]): LateRegistry {
  return {
    pages: inOrder(
      collect(
        'pages',
        features.flatMap(({ pages = [] }) => pages),
        ({ path }) => path,
      ),
    ),
    adminPages: inOrder(
      collect(
        'adminPages',
        features.flatMap(({ adminPages = [] }) => adminPages),
        ({ path }) => path,
      ),
    ),
    personActions: inOrder(
      collect(
        'personActions',
        features.flatMap(({ personActions = [] }) => personActions),
        ({ name }) => name,
      ),
    ),
    detailsSections: inOrder(
      collect(
        'detailsSections',
        features.flatMap(({ detailsSections = [] }) => detailsSections),
        ({ name }) => name,
      ),
    ),
    cardActions: inOrder(
      collect(
        'cardActions',
        features.flatMap(({ cardActions = [] }) => cardActions),
        ({ name }) => name,
      ),
    ),
    messageActions: inOrder(
      collect(
        'messageActions',
        features.flatMap(({ messageActions = [] }) => messageActions),
        ({ name }) => name,
      ),
    ),
    completions: collect(
      'completions',
      features.flatMap(({ completions = [] }) => completions),
      ({ trigger }) => trigger,
    ),
    settingsSections: inOrder(
      collect(
        'settingsSections',
        features.flatMap(({ settingsSections = [] }) => settingsSections),
        ({ name }) => name,
      ),
    ),
    keys: inOrder(features.flatMap(({ keys = [] }) => keys)),
    starts: features.flatMap(({ start }) => start ?? []),
  };
}
