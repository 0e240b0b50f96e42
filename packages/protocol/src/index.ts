export * from './close-codes.ts';
export * from './commands.ts';
export * from './content.ts';
export * from './errors.ts';
export * from './events.ts';
export * from './limits.ts';
export * from './objects.ts';
export * from './requests.ts';
