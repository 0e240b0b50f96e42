import { hasNeeded, type Needs, type PlaceRole, type PlaceSettingKey, type PlaceSettings } from '@confab/protocol';
import type { Bus } from '../bus/bus.ts';
import { defineBusEvent, hear } from '../bus/bus-event.ts';
import { ApiError } from '../http/index.ts';
import type { Storage } from '../storage/storage.ts';
import { keepTwins } from './keep-twins.ts';
import { placeDb, readSettings } from './read-settings.ts';

/** The settings of the place are others than before. On `nodes`. */
const placeChanged = defineBusEvent('place-changed', {});

export interface PlaceOptions {
  storage: Storage;
  bus: Bus;
  now: () => number;
  /** What the environment says: it holds, whatever is kept. */
  twins: Partial<PlaceSettings>;
  onError: (error: unknown) => void;
}

/** What the place is set to, known at once: as it is kept, with what the environment says in its place. */
export interface Place {
  settings(): PlaceSettings;
  /** Those that the environment says. */
  readonly locked: readonly PlaceSettingKey[];
  /** Throws `setting-locked`. Every node knows of it within the bus's time. `by` null: the command line. */
  set(changes: Partial<PlaceSettings>, by: string | null): Promise<void>;
  /** Whether somebody of this role has what is needed, as the place is set now. */
  permits(role: PlaceRole, needs: Needs): boolean;
  /** Calls it each time that some are others than before. Call the result to stop. */
  onChanged(listener: () => void): () => void;
  /** Reads the settings anew: finds what no bus told of. */
  refresh(): Promise<void>;
  close(): void;
}

export async function openPlace({ storage, bus, now, twins, onError }: PlaceOptions): Promise<Place> {
  const locked = Object.keys(twins) as PlaceSettingKey[];
  await keepTwins(storage, twins, now());
  const listeners = new Set<() => void>();
  let reads = 0;
  let settings = { ...(await readSettings(storage)), ...twins };

  /** Of two that are under way the later one tells. */
  const refresh = async (): Promise<void> => {
    const read = ++reads;
    const kept = await readSettings(storage);
    if (read !== reads) return;
    const before = JSON.stringify(settings);
    settings = { ...kept, ...twins };
    if (JSON.stringify(settings) !== before) for (const listener of listeners) listener();
  };
  const refreshSoon = (): void => void refresh().catch(onError);
  const stop = await bus.subscribe('nodes', hear(placeChanged.on(refreshSoon)));
  bus.onEventsLost?.(refreshSoon);
  // What changed before it was listened.
  await refresh();

  return {
    locked,
    settings: () => settings,
    permits: (role, needs) => hasNeeded(role, needs, settings),
    refresh,
    onChanged(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    async set(changes, by) {
      const refused = locked.find((key) => Object.hasOwn(changes, key));
      if (refused !== undefined) throw settingLocked(refused);
      await writeSettings(storage, changes, { at: now(), by: by ?? '' });
      await refresh();
      bus.publish('nodes', placeChanged.of({}));
    },
    close: () => stop(),
  };
}

export function settingLocked(name: PlaceSettingKey | 'picture'): ApiError {
  return new ApiError('setting-locked', `The environment of the server says "${name}". Change it there.`);
}

async function writeSettings(
  storage: Storage,
  changes: Partial<PlaceSettings>,
  { at, by }: { at: number; by: string },
): Promise<void> {
  const rows = Object.entries(changes)
    .filter(([, value]) => value !== undefined)
    .map(([key, value]) => ({ key, value: JSON.stringify(value), changed_at: at, changed_by: by }));
  if (rows.length === 0) return;
  await placeDb(storage)
    .insertInto('place_settings')
    .values(rows)
    .onConflict((conflict) =>
      conflict.column('key').doUpdateSet((it) => ({
        value: it.ref('excluded.value'),
        changed_at: it.ref('excluded.changed_at'),
        changed_by: it.ref('excluded.changed_by'),
      })),
    )
    .execute();
}
