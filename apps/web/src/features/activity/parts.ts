export { ActivityPane } from './ActivityPane.tsx';
export { NewsBadge } from './NewsBadge.tsx';
