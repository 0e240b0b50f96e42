export * from './custom-emoji.ts';
export * from './emoji-sign.ts';
export * from './operations.ts';
