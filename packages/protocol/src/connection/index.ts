export * from './close-codes.ts';
export * from './commands.ts';
export * from './events.ts';
export * from './operations.ts';
export * from './close-words.ts';
