import { leavingOperations } from '@confab/protocol';
import type { Accounts } from '../accounts/index.ts';
import { type Audit, byCaller } from '../audit/index.ts';
import type { RateStore } from '../bus/rate-store.ts';
import { entriesWhileMay, ExportTurns, zipOf } from '../export/index.ts';
import type { Feature } from '../feature.ts';
import { type FilePlace, type FileStore, openFileStore } from '../files/index.ts';
import { ApiError, implement, RawAnswer } from '../http/index.ts';
import { ownEntries, type OwnDataContext } from './own-entries.ts';

export interface OwnDataFeatureContext extends Omit<OwnDataContext, 'store' | 'accounts'> {
  accounts: Accounts;
  audit: Audit;
  files: FilePlace | null;
  rates: RateStore | null;
}

const dayMs = 86_400_000;
/** It reads all that somebody ever sent, and looks for it among what all sent. */
const perDay = 5;
/** On this node. */
const atOnce = 2;

/** One’s own data, to take along (decision 0046). */
export function ownData(house: OwnDataFeatureContext): Feature {
  const { accounts, audit, files, rates, clock } = house;
  let opened: Promise<FileStore> | null = null;
  const turns = new ExportTurns(atOnce);
  const countOne = async (userId: string): Promise<void> => {
    const counted = await rates?.count(`own data of ${userId}`, dayMs, 1);
    if (!counted || counted.current <= perDay) return;
    throw new ApiError('rate-limited', 'You saved your data often today. Try again tomorrow.', {
      retryAfterSeconds: Math.ceil(counted.ttlMs / 1_000),
    });
  };
  const openStore = async (): Promise<FileStore | null> => {
    if (files === null) return null;
    opened ??= openFileStore(files);
    return await opened;
  };
  return {
    name: 'own-data',
    offers: ['own-data'],
    routes: [
      implement(leavingOperations.exportMe, async ({ caller, request }) => {
        // Of the day's five none is spent by whoever has to wait for a turn.
        const body = await turns.take(caller.userId, async () => {
          await countOne(caller.userId);
          const by = byCaller(caller, request);
          await audit.note({ action: 'account.exported', target: { kind: 'person', id: caller.userId } }, by);
          const store = await openStore();
          const entries = ownEntries({ ...house, store }, caller.userId);
          return zipOf(entriesWhileMay(entries, () => accounts.isLive(caller)));
        });
        const day = new Date(clock.wallNow()).toISOString().slice(0, 10);
        return new RawAnswer(200, headers(`confab-${day}.zip`), body);
      }),
    ],
  };
}

function headers(name: string): Record<string, string> {
  return {
    'content-type': 'application/zip',
    'content-disposition': `attachment; filename="${name}"`,
    'content-security-policy': "default-src 'none'; sandbox",
    'cache-control': 'no-store',
  };
}
