import {
  type PlaceSettingKey,
  placeSettingKeys,
  placeSettings,
  type PlaceSettings,
  usualSettings,
} from '@confab/protocol';
import type { Storage } from '../storage/storage.ts';

type PlaceTables = { place_settings: { key: string; value: string; changed_at: number; changed_by: string } };

export function placeDb({ db }: Pick<Storage, 'db'>) {
  return db.$extendTables<PlaceTables>();
}

/** As they are kept, and as usual where nothing that fits is. */
export async function readSettings(storage: Pick<Storage, 'db'>): Promise<PlaceSettings> {
  const rows = await placeDb(storage).selectFrom('place_settings').select(['key', 'value']).execute();
  const kept = new Map(rows.map(({ key, value }) => [key, value]));
  const settings: Record<string, unknown> = { ...usualSettings };
  for (const key of placeSettingKeys) {
    const value = kept.get(key);
    if (value !== undefined) settings[key] = parse(key, value);
  }
  return settings as PlaceSettings;
}

function parse(key: PlaceSettingKey, json: string): unknown {
  const { schema, fallback } = placeSettings[key];
  const parsed = schema.safeParse(JSON.parse(json));
  return parsed.success ? parsed.data : fallback;
}
