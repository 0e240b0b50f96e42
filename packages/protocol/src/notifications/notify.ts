export {
  decideNotify,
  type Hear,
  isHeardForName,
  isWorthKeeping,
  type NotifyDecision,
  type NotifyFacts,
  type NotifyLevel,
  notifyLevelOf,
  notifyScopeOf,
  type NotifyReason,
  type NotifySettings,
  type PersonSettings,
} from './decide.ts';
export { matchesKeyword } from './keywords.ts';
export { isQuietAt, type Quiet, type QuietPlan, quietUntil } from './quiet.ts';
