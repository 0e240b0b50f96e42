import type {
  AuditFilter,
  AuditPage,
  AuditVerdict,
  ChatRetention,
  Hold,
  HoldKind,
  RetentionAnswer,
} from '@confab/protocol';
import * as audit from '@confab/protocol/audit/paths';
import * as exports from '@confab/protocol/export/paths';
import { addressOf } from '@confab/protocol/path';
import * as retention from '@confab/protocol/retention/paths';
import type { RestClient } from './rest.ts';

/** What is noted, kept, held and taken along. Each part where `state.features` holds `audit`, `retention`, `export`. */
export interface RecordActions {
  /** Who did what to whom, the newest first, 50 at once; `before` is the `nextBefore` of the page before. For admins of the place. */
  audit(filter?: AuditFilter, before?: number): Promise<AuditPage>;
  /** Whether the chain of entries is whole: reads all of it. For admins of the place. */
  verifyAudit(): Promise<AuditVerdict>;
  /** Where a browser gets the entries as JSON lines; the cookie of the session says who asks. */
  auditAddress(filter?: AuditFilter): string;
  /** For how long what is said in a chat is kept, and whether I may say otherwise. */
  retention(chatId: string): Promise<RetentionAnswer>;
  /**
   * For owners and admins of a group, where the place lets groups choose: `forbidden` elsewhere, `invalid-request` outside of its bounds.
   * What is left out is as the place has it; null is for good. What is older does not come back.
   */
  setRetention(chatId: string, chosen: ChatRetention): Promise<void>;
  /** Of whom, and of what, nothing is deleted. For admins of the place, as the two below. */
  holds(): Promise<Hold[]>;
  setHold(kind: HoldKind, id: string, reason: string): Promise<void>;
  /** What people deleted meanwhile goes for good. Refused with `not-found` where nothing is held. */
  liftHold(kind: HoldKind, id: string): Promise<void>;
  /** Where a browser gets a chat as a ZIP archive: see docs/export.md. */
  chatExportAddress(chatId: string): string;
  /** The same of everything, for owners of the place. */
  placeExportAddress(): string;
}

/** Beside the client, for who needs it: most pages do without. */
export function createRecordActions({ call }: Pick<RestClient, 'call'>): RecordActions {
  return {
    audit: (filter = {}, before) =>
      call(audit.listAudit, { query: { ...filter, ...(before !== undefined && { before: String(before) }) } }),
    verifyAudit: () => call(audit.verifyAudit),
    auditAddress: (filter = {}) => addressOf(audit.exportAudit, {}, filter),
    retention: (chatId) => call(retention.getRetention, { params: { chat_id: chatId } }),
    async setRetention(chatId, chosen) {
      await call(retention.setRetention, { params: { chat_id: chatId }, body: chosen });
    },
    holds: async () => (await call(retention.listHolds)).holds,
    async setHold(kind, id, reason) {
      await call(retention.setHold, { params: { kind, id }, body: { reason } });
    },
    async liftHold(kind, id) {
      await call(retention.liftHold, { params: { kind, id } });
    },
    chatExportAddress: (chatId) => addressOf(exports.exportChat, { chat_id: chatId }),
    placeExportAddress: () => addressOf(exports.exportPlace, {}),
  };
}
