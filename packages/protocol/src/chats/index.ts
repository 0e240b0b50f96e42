export * from './chat.ts';
export * from './events.ts';
export * from './group-events.ts';
export * from './operations.ts';
export * from './permissions.ts';
export * from './requests.ts';
export * from './role.ts';
