import { DatabaseSync } from 'node:sqlite';
import type { Acknowledged } from '../load/wire.ts';
import type { DatabaseFile } from '../subjects/rest-servers.ts';
import { postedContent } from './checks.ts';

interface Row {
  chat: string;
  seq: number;
  clientId: string;
  content: string;
}

/**
 * What is wrong with what a server that was killed has kept: each acknowledged post must be there once, in the place and with
 * the words that were acknowledged.
 */
export function auditPosts({ file, chatColumn }: DatabaseFile, acknowledged: readonly Acknowledged[]): string[] {
  const database = new DatabaseSync(file);
  try {
    const rows = database
      .prepare(
        `select ${chatColumn} as chat, seq, client_id as clientId, content from messages where client_id is not null`,
      )
      .all() as unknown as Row[];
    const kept = Map.groupBy(rows, ({ clientId }) => clientId);
    const wrong = acknowledged.filter((post) => !isKept(post, kept.get(post.clientId)));
    return wrong.length === 0
      ? []
      : [`${wrong.length} OF ${acknowledged.length} ACKNOWLEDGED POSTS ARE NOT AS THEY WERE`];
  } finally {
    database.close();
  }
}

function isKept({ chatId, clientId, seq }: Acknowledged, found: readonly Row[] | undefined): boolean {
  const [row] = found ?? [];
  return found?.length === 1 && row?.chat === chatId && row.seq === seq && row.content === postedContent(clientId);
}
