export { DueBadge } from './DueBadge.tsx';
export { RemindersPane } from './RemindersPane.tsx';
