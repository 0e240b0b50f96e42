import { createContext, use, useEffect, useSyncExternalStore } from 'react';
import { createChunk, type Chunk, type ChunkState } from '../lib/chunk.ts';
import type { LateFeature, WebFeature } from './web-feature.ts';

type Slots = Required<Omit<WebFeature, 'name' | 'systemWords' | 'start'>>;

/** What all features brought along, each kind in its order. */
export type Registry = Slots & { starts: NonNullable<WebFeature['start']>[]; late: Chunk<LateRegistry> };

/** What is not needed for a first look. */
export type LateRegistry = Required<Omit<LateFeature, 'name' | 'errorWords' | 'systemWords' | 'start'>> &
  Pick<Registry, 'starts'>;

/** Refuses two of a kind with one name: an address or a button would lead to either. */
export function createRegistry(features: readonly WebFeature[], loadLate: () => Promise<LateRegistry>): Registry {
  return {
    pages: inOrder(
      collect(
        'pages',
        features.flatMap(({ pages = [] }) => pages),
        ({ path }) => path,
      ),
    ),
    panels: inOrder(
      collect(
        'panels',
        features.flatMap(({ panels = [] }) => panels),
        ({ type }) => type,
      ),
    ),
    overlays: collect(
      'overlays',
      features.flatMap(({ overlays = [] }) => overlays),
      ({ name }) => name,
    ),
    messageParts: inOrder(
      collect(
        'messageParts',
        features.flatMap(({ messageParts = [] }) => messageParts),
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
    composerTools: inOrder(
      collect(
        'composerTools',
        features.flatMap(({ composerTools = [] }) => composerTools),
        ({ name }) => name,
      ),
    ),
    keys: inOrder(features.flatMap(({ keys = [] }) => keys)),
    starts: features.flatMap(({ start }) => start ?? []),
    late: createChunk(loadLate),
  };
}

export function collect<One>(slot: string, found: readonly One[], nameOf: (one: One) => string): readonly One[] {
  const names = found.map(nameOf);
  const twice = names.find((name, index) => names.indexOf(name) !== index);
  if (twice !== undefined) throw new Error(`Two features brought ${slot} called "${twice}".`);
  return found;
}

export function inOrder<One extends { order: number }>(all: readonly One[]): One[] {
  return all.toSorted((a, b) => a.order - b.order);
}

export const RegistryContext = createContext<Registry | null>(null);

export function useRegistry(): Registry {
  const registry = use(RegistryContext);
  if (registry === null) throw new Error('useRegistry needs a Workspace above it');
  return registry;
}

/** Null until it is loaded, which this asks for. */
export function useLateRegistry(): LateRegistry | null {
  const state = useLateRegistryState();
  return state.status === 'here' ? state.value : null;
}

/** The same for whoever goes on without it where it can't be had. */
export function useLateRegistryState(): ChunkState<LateRegistry> {
  const { late } = useRegistry();
  useEffect(() => void late.fetch(), [late]);
  return useSyncExternalStore(late.subscribe, late.read);
}
