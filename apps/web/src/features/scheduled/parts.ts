export { RefusedBadge } from './RefusedBadge.tsx';
export { ScheduledLine } from './ScheduledLine.tsx';
export { ScheduledPane } from './ScheduledPane.tsx';
export { ScheduledSection } from './ScheduledSection.tsx';
