export * from './commands.ts';
export * from './content.ts';
export * from './draft.ts';
export * from './events.ts';
export * from './message-parts.ts';
export * from './message.ts';
export * from './requests.ts';
export * from './system-event.ts';
