export * from './compliance.ts';
export * from './groups.ts';
export * from './operations.ts';
export * from './people.ts';
export * from './place-state.ts';
