import { afterAll, beforeAll, describe } from 'vitest';
import { describeJobs } from '../jobs/jobs.contract.ts';
import { describeDocuments } from '../personal/documents.contract.ts';
import { describeDurability } from './contract/durability.contract.ts';
import type { OpenedStorage, OpenStorage } from './contract/fixtures.ts';
import { describeQueries } from './contract/kysely.contract.ts';
import { describeMessageChanges } from './contract/message-changes.contract.ts';
import { describeMessageParts } from './contract/message-parts.contract.ts';
import { describeReadPositions } from './contract/read-positions.contract.ts';
import { describeReads } from './contract/reads.contract.ts';
import { describeRules } from './contract/rules.contract.ts';
import { describeSendParts } from './contract/send-parts.contract.ts';
import { describeSends } from './contract/sends.contract.ts';
import { describeSystemEvents } from './contract/system-events.contract.ts';

/** What every storage must do. The rules named D1, D2 … are those of packages/protocol/SPEC.md. */
export function describeStorage(name: string, open: OpenStorage): void {
  describe(`storage in ${name}`, () => {
    let opened: OpenedStorage | undefined;
    beforeAll(async () => {
      opened = await open();
    });
    afterAll(async () => {
      await opened?.[Symbol.asyncDispose]();
    });
    const shared = () => {
      if (!opened) throw new Error('The storage is not open.');
      return opened.storage;
    };

    describeSends(shared);
    describeMessageChanges(shared);
    describeMessageParts(shared, open);
    describeSystemEvents(shared);
    describeReads(shared);
    describeReadPositions(shared);
    describeDocuments(shared);
    describeQueries(shared);
    describeRules(open);
    describeSendParts(open);
    describeJobs(open);
    describeDurability(open);
  });
}
