export * from './operations.ts';
export {
  type DecideReportBody,
  noteMax,
  type Report,
  type ReportBody,
  type ReportCase,
  type ReportedChat,
  type ReportListQuery,
} from './report.ts';
export type { NewRestriction, Restriction, RestrictionKind, RestrictionListQuery } from './restriction.ts';
export { noWordRules, ruledGroupsMax, type WordRules, wordRulesMax, wordRulesSchema } from './word-rules.ts';
