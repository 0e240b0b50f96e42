import { randomUUID } from 'node:crypto';
import type { DraftParts } from '@confab/protocol';
import { ApiError } from '../http/index.ts';
import type { LogWriter } from '../log/log-writer.ts';
import { submit } from '../log/submit.ts';
import { makeReportId } from './make-report-id.ts';
import { holdRule } from './order-rules.ts';
import type { AskedOrder } from './send-order.ts';

interface Held {
  chatId: string;
  senderId: string;
  clientId: string | null;
  content: string;
  parts: DraftParts;
}

/** Keeps it for a moderator, and says so; returns where it was sent before, and is to be answered as ever (D1). */
export async function holdMessage(
  { writer, stampNow }: { writer: LogWriter; stampNow: () => number },
  draft: Held,
  { hold, ...ordered }: AskedOrder & { hold: string },
): Promise<void> {
  const { parts, clientId, ...said } = draft;
  const holding = {
    ...said,
    reportId: makeReportId(),
    clientId: clientId ?? `held-${randomUUID()}`,
    parts: Object.keys(parts).length === 0 ? null : JSON.stringify(parts),
    fileIds: parts.files?.map(({ id }) => id) ?? [],
    word: hold,
    ordered,
    at: stampNow(),
  };
  if (await submit(writer, holdRule.command(holding))) return;
  throw new ApiError('held-for-review', 'A moderator looks at it first. It is sent as soon as one says yes.');
}
