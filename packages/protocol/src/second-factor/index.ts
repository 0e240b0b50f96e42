export * from './log-in-step.ts';
export * from './operations.ts';
export type { MySecondFactor, Proof, SecondStepBody } from './second-factor.ts';
