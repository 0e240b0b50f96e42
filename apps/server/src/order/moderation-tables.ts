import type { Kysely } from 'kysely';
import type { Database } from '../storage/index.ts';

export type RestrictionRow = {
  id: string;
  user_id: string;
  kind: 'warning' | 'mute' | 'ban';
  reason: string;
  by_id: string;
  at: number;
  until_at: number;
  lifted_at: number;
  lifted_by: string;
  confirmed_at: number;
  invitation_id: string;
};

export type ReportRow = {
  id: string;
  kind: 'message' | 'person' | 'held';
  target: string;
  user_id: string;
  reporter_id: string;
  reason: string;
  words: string;
  at: number;
  chat_id: string;
  seq: number;
  message: string;
  decided_at: number;
  decided_by: string;
  did: string;
  note: string;
};

// An interface could be added to from elsewhere, and so is no record.
type ModerationTables = {
  restrictions: RestrictionRow;
  reports: ReportRow;
  slow_groups: { chat_id: string; seconds: number };
  word_rules: { owner: string; rules: string; changed_by: string; changed_at: number };
};

export type ModerationDb = Kysely<Database & ModerationTables>;

export function moderationTablesOf(db: Kysely<Database>): ModerationDb {
  return db.$extendTables<ModerationTables>();
}
