export { GoalOption } from './GoalOption.tsx';
export { useGoals, type Goal } from './use-goals.ts';
