import { createContext, use } from 'react';
import type { WebFeature } from './web-feature.ts';

type Slots = Required<Omit<WebFeature, 'name' | 'systemWords' | 'errorWords' | 'start'>>;

/** What all features brought along, each kind in its order. */
export type Registry = Slots & { starts: NonNullable<WebFeature['start']>[] };

/** Refuses two of a kind with one name: an address or a button would lead to either. */
export function createRegistry(features: readonly WebFeature[]): Registry {
  return {
    pages: inOrder(collect(features, 'pages', ({ path }) => path)),
    panels: inOrder(collect(features, 'panels', ({ type }) => type)),
    overlays: collect(features, 'overlays', ({ name }) => name),
    messageActions: inOrder(collect(features, 'messageActions', ({ name }) => name)),
    messageParts: inOrder(collect(features, 'messageParts', ({ name }) => name)),
    detailsSections: inOrder(collect(features, 'detailsSections', ({ name }) => name)),
    settingsSections: inOrder(collect(features, 'settingsSections', ({ name }) => name)),
    composerTools: inOrder(collect(features, 'composerTools', ({ name }) => name)),
    completions: collect(features, 'completions', ({ trigger }) => trigger),
    keys: inOrder(features.flatMap(({ keys = [] }) => keys)),
    starts: features.flatMap(({ start }) => start ?? []),
  };
}

function collect<Slot extends keyof Slots>(
  features: readonly WebFeature[],
  slot: Slot,
  nameOf: (one: Slots[Slot][number]) => string,
): Slots[Slot][number][] {
  const found = features.flatMap((feature): readonly Slots[Slot][number][] => feature[slot] ?? []);
  const names = found.map(nameOf);
  const twice = names.find((name, index) => names.indexOf(name) !== index);
  if (twice !== undefined) throw new Error(`Two features brought ${slot} called "${twice}".`);
  return found;
}

function inOrder<One extends { order: number }>(all: readonly One[]): One[] {
  return all.toSorted((a, b) => a.order - b.order);
}

export const RegistryContext = createContext<Registry | null>(null);

export function useRegistry(): Registry {
  const registry = use(RegistryContext);
  if (registry === null) throw new Error('useRegistry needs a Workspace above it');
  return registry;
}
