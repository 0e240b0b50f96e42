export * from './commands.ts';
export * from './events.ts';
export * from './operations.ts';
export * from './requests.ts';
