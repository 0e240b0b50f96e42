import type { Hold, HoldKind } from '@confab/protocol';
import type { Storage } from '../storage/index.ts';

/** The last set first. */
export async function listHolds({ db }: Storage): Promise<Hold[]> {
  const rows = await db
    .$extendTables<{ holds: { kind: HoldKind; id: string; by_id: string; at: number; reason: string } }>()
    .selectFrom('holds')
    .leftJoin('users as person', (join) => join.onRef('person.id', '=', 'holds.id').on('holds.kind', '=', 'person'))
    .leftJoin('chats as chat', (join) => join.onRef('chat.id', '=', 'holds.id').on('holds.kind', '=', 'chat'))
    .leftJoin('users as setter', 'setter.id', 'holds.by_id')
    .select(['holds.kind', 'holds.id', 'holds.by_id', 'holds.at', 'holds.reason'])
    .select(['person.name as personName', 'chat.name as chatName', 'setter.name as setterName'])
    .orderBy('holds.at', 'desc')
    .execute();
  return rows.map(({ kind, id, by_id, at, reason, personName, chatName, setterName }) => ({
    kind,
    id,
    name: personName ?? chatName,
    by: { id: by_id, name: setterName },
    at: new Date(at).toISOString(),
    reason,
  }));
}
