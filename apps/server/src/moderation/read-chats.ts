import type { ReportedChat } from '@confab/protocol';
import { doorOf } from '@confab/protocol/threads';
import type { ModerationDb } from '../order/index.ts';

/** What moderators are told of chats that something was reported in, by the ids of these or of their threads: of those that are there. */
export async function readChats(tables: ModerationDb, chatIds: readonly string[]): Promise<Map<string, ReportedChat>> {
  const asked = [...new Set(chatIds)].filter((id) => id !== '');
  if (asked.length === 0) return new Map();
  const rows = await tables
    .selectFrom('chats')
    .select(['id', 'kind', 'name', 'parts'])
    .where('id', 'in', [...new Set(asked.map(doorOf))])
    .execute();
  const found = new Map<string, ReportedChat>();
  for (const { id, kind, name, parts } of rows) {
    if (kind !== 'thread') found.set(id, { kind, name, isPublic: isPublic(parts) });
  }
  return new Map(asked.flatMap((id) => [[id, found.get(doorOf(id))] as const]).filter(isFound));
}

function isFound(pair: readonly [string, ReportedChat | undefined]): pair is readonly [string, ReportedChat] {
  return pair[1] !== undefined;
}

function isPublic(parts: string | null): boolean {
  return parts !== null && (JSON.parse(parts) as { visibility?: string }).visibility === 'public';
}
