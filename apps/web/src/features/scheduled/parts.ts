export { RefusedBadge } from './RefusedBadge.tsx';
export { ScheduledPane } from './ScheduledPane.tsx';
export { ScheduledSection } from './ScheduledSection.tsx';
