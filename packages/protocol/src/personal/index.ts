export * from './commands.ts';
export * from './define-document.ts';
export * from './document.ts';
export * from './document-key.ts';
export * from './events.ts';
export * from './kinds.ts';
export * from './operations.ts';
export * from './requests.ts';
